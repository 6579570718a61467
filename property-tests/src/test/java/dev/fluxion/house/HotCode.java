package dev.fluxion.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of hot code, on class files. {@link HotCodeTest} says where they hold. */
final class HotCode {
  private static final Set<String> TRANSCENDENTAL =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "log", "log10", "cbrt",
          "pow", "sinh", "cosh", "tanh", "hypot", "expm1", "log1p");

  private static final Set<String> LANEWISE_TRANSCENDENTAL =
      Set.of(
          "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "EXP", "LOG", "LOG10", "CBRT",
          "POW", "SINH", "COSH", "TANH", "HYPOT", "EXPM1", "LOG1P");

  private static final Set<String> UNREPEATABLE =
      Set.of(
          "java/util/Random",
          "java/util/SplittableRandom",
          "java/util/concurrent/ThreadLocalRandom",
          "java/security/SecureRandom",
          "java/util/random/RandomGenerator");

  private static final Pattern BOX =
      Pattern.compile("java/lang/(Boolean|Byte|Character|Short|Integer|Long|Float|Double)");

  private static final Pattern ALLOCATING =
      Pattern.compile("java/util/(Iterator|ListIterator|stream/\\w+)");

  private static final Set<Opcode> UNCONDITIONAL = Set.of(Opcode.GOTO, Opcode.GOTO_W);

  /** The length beyond which HotSpot never compiles a method. */
  static final int HUGE = 8000;

  private HotCode() {}

  /**
   * Something that a rule forbids.
   *
   * @param rule the rule
   * @param place class, or class and method
   * @param what what was found there
   */
  record Breach(Rule rule, String place, String what) {
    @Override
    public String toString() {
      return rule + " " + place + ": " + what;
    }
  }

  /** The rules. */
  enum Rule {
    /** Neither lambda nor string concatenation, except where only a throw follows. */
    NO_INVOKEDYNAMIC,
    /** No object, array, box, iterator or stream, except where only a throw follows. */
    NO_ALLOCATION,
    /** A species that is not a constant makes a loop 18 times slower. */
    SPECIES_STATIC_FINAL,
    /** {@code reduceLanes} inside a loop. */
    NO_REDUCTION_IN_LOOP,
    /** Methods over 8000 bytecodes are never compiled. */
    NO_HUGE_METHOD,
    /** Transcendental functions of Math and of VectorOperators differ between machines. */
    NO_MACHINE_MATH,
    /** Math.fma is slow without hardware: kernel.Fma only. */
    NO_BARE_FMA,
    /** Random numbers come from RandomKey. */
    NO_UNREPEATABLE_RANDOM,
    /** The core does not ask for the time. */
    NO_CLOCK
  }

  /** What rules for hot methods find in one of them. */
  static List<Breach> inHotMethod(ClassModel type, MethodModel method) {
    List<Breach> breaches = new ArrayList<>();
    String place = place(type, method);
    if (method.methodTypeSymbol().returnType().displayName().matches(".*(Exception|Error)")) {
      return breaches; // makes what its caller throws
    }
    method.code().map(code -> new Flow((CodeAttribute) code)).stream()
        .flatMap(Flow::returning)
        .forEach(
            instruction -> {
              if (instruction instanceof InvokeDynamicInstruction dynamic) {
                breaches.add(
                    new Breach(Rule.NO_INVOKEDYNAMIC, place, dynamic.name().stringValue()));
              } else if (allocation(instruction) instanceof String what) {
                breaches.add(new Breach(Rule.NO_ALLOCATION, place, what));
              }
            });
    return breaches;
  }

  /** What it allocates, or null. */
  private static String allocation(Instruction instruction) {
    return switch (instruction) {
      case NewObjectInstruction n -> "new " + n.className().asInternalName();
      case NewPrimitiveArrayInstruction n -> "new " + n.typeKind() + "[]";
      case NewReferenceArrayInstruction n -> "new " + n.componentType().asInternalName() + "[]";
      case NewMultiArrayInstruction n -> "new " + n.arrayType().asInternalName();
      case InvokeInstruction i -> {
        String owner = i.owner().asInternalName();
        String result = i.typeSymbol().returnType().descriptorString();
        boolean boxes = BOX.matcher(owner).matches() && i.name().equalsString("valueOf");
        boolean clones = owner.startsWith("[") && i.name().equalsString("clone");
        boolean makes = ALLOCATING.matcher(result.replaceAll("^L|;$", "")).matches();
        yield boxes || clones || makes ? "call of " + owner + "." + i.name().stringValue() : null;
      }
      default -> null;
    };
  }

  /** What rules for every class find in one. */
  static List<Breach> inClass(ClassModel type) {
    String name = type.thisClass().asInternalName();
    List<Breach> breaches = new ArrayList<>();
    for (FieldModel field : type.fields()) {
      boolean constant =
          field.flags().has(AccessFlag.STATIC) && field.flags().has(AccessFlag.FINAL);
      if (!constant && field.fieldType().equalsString("Ljdk/incubator/vector/VectorSpecies;")) {
        String place = name + "." + field.fieldName().stringValue();
        breaches.add(new Breach(Rule.SPECIES_STATIC_FINAL, place, "is not static final"));
      }
    }
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        String owner = member.owner().asInternalName();
        Rule rule = rule(owner, member.name().stringValue());
        if (rule != null) {
          breaches.add(new Breach(rule, name, owner + "." + member.name().stringValue()));
        }
      } else if (entry instanceof ClassEntry c && UNREPEATABLE.contains(c.asInternalName())) {
        breaches.add(new Breach(Rule.NO_UNREPEATABLE_RANDOM, name, c.asInternalName()));
      }
    }
    type.methods().forEach(method -> breaches.addAll(inAnyMethod(type, method)));
    return breaches;
  }

  /** The rule that forbids a member, or null. */
  private static Rule rule(String owner, String member) {
    return switch (owner) {
      case "java/lang/Math" ->
          TRANSCENDENTAL.contains(member)
              ? Rule.NO_MACHINE_MATH
              : member.equals("fma")
                  ? Rule.NO_BARE_FMA
                  : member.equals("random") ? Rule.NO_UNREPEATABLE_RANDOM : null;
      case "jdk/incubator/vector/VectorOperators" ->
          LANEWISE_TRANSCENDENTAL.contains(member) ? Rule.NO_MACHINE_MATH : null;
      case "java/lang/System" ->
          Set.of("nanoTime", "currentTimeMillis").contains(member) ? Rule.NO_CLOCK : null;
      case "java/time/Instant" -> member.equals("now") ? Rule.NO_CLOCK : null;
      default -> null;
    };
  }

  private static List<Breach> inAnyMethod(ClassModel type, MethodModel method) {
    List<Breach> breaches = new ArrayList<>();
    method
        .code()
        .ifPresent(
            model -> {
              CodeAttribute code = (CodeAttribute) model;
              String place = place(type, method);
              if (code.codeLength() > HUGE) {
                breaches.add(
                    new Breach(Rule.NO_HUGE_METHOD, place, code.codeLength() + " bytecodes"));
              }
              if (new Flow(code).looping().anyMatch(HotCode::reduces)) {
                breaches.add(new Breach(Rule.NO_REDUCTION_IN_LOOP, place, "reduceLanes in a loop"));
              }
            });
    return breaches;
  }

  private static boolean reduces(Instruction instruction) {
    return instruction instanceof InvokeInstruction call
        && call.owner().asInternalName().startsWith("jdk/incubator/vector/")
        && call.name().stringValue().startsWith("reduceLanes");
  }

  /** Class and method, readable. */
  static String place(ClassModel type, MethodModel method) {
    return type.thisClass().asInternalName() + "." + method.methodName().stringValue();
  }

  /** The instructions of a method, and where control goes from each. */
  private static final class Flow {
    private final CodeAttribute code;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    Flow(CodeAttribute code) {
      this.code = code;
      int position = 0;
      for (CodeElement element : code) {
        if (element instanceof Instruction instruction) {
          instructions.add(instruction);
          positions.add(position);
          position += instruction.sizeInBytes();
        }
      }
    }

    /** Those from which the method can still return; from the others it can only throw. */
    Stream<Instruction> returning() {
      BitSet returning = new BitSet();
      boolean grown = true;
      while (grown) {
        grown = false;
        for (int i = instructions.size() - 1; i >= 0; i--) {
          if (!returning.get(i)
              && (instructions.get(i) instanceof ReturnInstruction
                  || successors(i).stream().anyMatch(returning::get))) {
            returning.set(i);
            grown = true;
          }
        }
      }
      return returning.stream().mapToObj(instructions::get);
    }

    /** Those between the target of a backward branch and the branch. */
    Stream<Instruction> looping() {
      BitSet looping = new BitSet();
      for (int i = 0; i < instructions.size(); i++) {
        for (int target : targets(i)) {
          if (target <= i) {
            looping.set(target, i + 1);
          }
        }
      }
      return looping.stream().mapToObj(instructions::get);
    }

    private List<Integer> successors(int i) {
      List<Integer> successors = new ArrayList<>(targets(i));
      Instruction instruction = instructions.get(i);
      boolean goesOn =
          !(instruction instanceof ThrowInstruction)
              && !(instruction instanceof TableSwitchInstruction)
              && !(instruction instanceof LookupSwitchInstruction)
              && !(instruction instanceof BranchInstruction b
                  && UNCONDITIONAL.contains(b.opcode()));
      if (goesOn && i + 1 < instructions.size()) {
        successors.add(i + 1);
      }
      for (ExceptionCatch handler : code.exceptionHandlers()) {
        if (positions.get(i) >= code.labelToBci(handler.tryStart())
            && positions.get(i) < code.labelToBci(handler.tryEnd())) {
          successors.add(at(handler.handler()));
        }
      }
      return successors;
    }

    private List<Integer> targets(int i) {
      return switch (instructions.get(i)) {
        case BranchInstruction b -> List.of(at(b.target()));
        case TableSwitchInstruction s ->
            Stream.concat(
                    Stream.of(at(s.defaultTarget())), s.cases().stream().map(c -> at(c.target())))
                .toList();
        case LookupSwitchInstruction s ->
            Stream.concat(
                    Stream.of(at(s.defaultTarget())), s.cases().stream().map(c -> at(c.target())))
                .toList();
        default -> List.of();
      };
    }

    private int at(Label label) {
      return Collections.binarySearch(positions, code.labelToBci(label));
    }
  }
}

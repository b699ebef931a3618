package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The statements of a method while they are written. Names count up from the method's start, so that equal graphs give equal
 * texts. Each variable is set once: the interpreter frees a tensor after its last use.
 */
final class ScriptText {
    private static final int BFLOAT16 = 15;

    private final String device;
    private final MatmulPrecision products;
    private final StringBuilder text = new StringBuilder();
    private final Map<Value, String> names = new HashMap<>();
    /** Variables of values in bfloat16: what several products read is rounded once. */
    private final Map<Value, String> rounded = new HashMap<>();
    /** Values whose memory is there before they are computed. */
    private final Set<Value> placed = new HashSet<>();
    /** Parts of concatenations that are computed where they belong. */
    private final Set<Part> joined;
    private final Map<Integer, Node> lines = new HashMap<>();
    private int line = 1;
    private int variables;
    private Node node;

    /**
     * No statement yet.
     *
     * @param device where tensors are made, as an expression
     * @param products what products are stored in
     * @param joined parts of values that are in their places within the whole
     */
    ScriptText(String device, MatmulPrecision products, Set<Part> joined) {
        this.device = device;
        this.products = products;
        this.joined = joined;
    }

    /** What is written from here on computes this node. */
    void begin(Node next) {
        node = next;
    }

    /** A line as it is. */
    void line(String content) {
        if (node != null) {
            lines.put(line, node);
        }
        text.append(content).append('\n');
        line++;
    }

    /** Gives a value the next name. */
    String declare(Value value) {
        String name = "v" + variables++;
        names.put(value, name);
        return name;
    }

    /** Gives a value that is computed into memory it already has the next name. */
    String declarePlace(Value value) {
        placed.add(value);
        return declare(value);
    }

    /** Whether the current node's results have their memory already. */
    boolean isPlaced() {
        return placed.contains(node.results().getFirst());
    }

    /** The memory of the current node's only result. */
    String place() {
        return name(node.result());
    }

    /** Whether an input of the current concatenation is in its place within the result. */
    boolean isJoined(int index) {
        List<Part> parts = Part.of(node);
        return !parts.isEmpty() && joined.contains(parts.get(index));
    }

    /** Whether a value has a variable. */
    boolean isComputed(Value value) {
        return names.containsKey(value);
    }

    /** The variable of a value. */
    String name(Value value) {
        String name = names.get(value);
        if (name == null) {
            throw new IllegalStateException("script: " + value + " is used before it is computed");
        }
        return name;
    }

    /** The variable of one of the current node's inputs. */
    String input(int index) {
        return name(node.input(index));
    }

    /** Whether the current node is a product that is rounded. */
    boolean isRounded() {
        return isRounded(node);
    }

    /** Whether a node is a product that is rounded. */
    boolean isRounded(Node product) {
        return products.isRounded(product);
    }

    /** The variable of one of the operands of the current node, a product, in what it is stored in. */
    String operand(int index) {
        if (!isRounded()) {
            return input(index);
        }
        Value value = node.input(index);
        String name = rounded.get(value);
        if (name == null) {
            name = variable("torch.to(" + name(value) + ", " + BFLOAT16 + ")");
            rounded.put(value, name);
        }
        return name;
    }

    /** The result of the current node, a product of its operands, in the type that the graph has for it. */
    String product(String expression) {
        return isRounded() ? "torch.to(" + expression + ", " + code(node.result().type().dataType()) + ")" : expression;
    }

    /** As {@link #made(DataType)}, for an operand of the current node, a product. */
    String madeOperand() {
        return made(isRounded() ? BFLOAT16 : code(node.result().type().dataType()));
    }

    /** A statement that computes the current node's only result. */
    void result(String expression) {
        result(0, expression);
    }

    /** A statement that computes one of the current node's results: with memory of its own, by a copy. */
    void result(int index, String expression) {
        Value result = node.results().get(index);
        if (placed.contains(result)) {
            copy(name(result), expression);
        } else {
            line("    " + declare(result) + " = " + expression);
        }
    }

    /** A statement that computes the current node's only result by a function that can write to memory that is there. */
    void result(String function, String arguments) {
        if (isPlaced()) {
            variable("torch." + function + "(" + arguments + ", out=" + place() + ")");
        } else {
            result("torch." + function + "(" + arguments + ")");
        }
    }

    /** A statement that copies numbers to memory. */
    void copy(String place, String expression) {
        variable("torch.copy_(" + place + ", " + expression + ")");
    }

    /** A statement that computes something in between; gives its variable. */
    String variable(String expression) {
        String name = "v" + variables++;
        line("    " + name + " = " + expression);
        return name;
    }

    /** Statements for several variables at once, such as those of a decomposition. */
    List<String> variables(int count, String expression) {
        String[] fresh = new String[count];
        for (int i = 0; i < count; i++) {
            fresh[i] = "v" + variables++;
        }
        line("    " + String.join(", ", fresh) + " = " + expression);
        return List.of(fresh);
    }

    /** The last arguments of what makes a tensor: its type and device. */
    String made(DataType type) {
        return made(code(type));
    }

    private String made(int code) {
        return "dtype=" + code + ", layout=None, device=" + device + ", pin_memory=None";
    }

    /** The number by which TorchScript knows a data type. */
    static int code(DataType type) {
        return switch (type) {
            case FLOAT32 -> 6;
            case FLOAT64 -> 7;
            case INT32 -> 3;
        };
    }

    /** A list of sizes. */
    static String sizes(Shape shape) {
        return Arrays.toString(shape.sizes());
    }

    /** A floating-point number: always with a point or an exponent, so that it is not taken for a whole one. */
    static String number(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        return Double.toString(number).toLowerCase(Locale.ROOT);
    }

    String text() {
        return text.toString();
    }

    /** The node each line computes, by the line's number from 1. */
    Map<Integer, Node> lines() {
        return Map.copyOf(lines);
    }
}

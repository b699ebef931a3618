package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;

/** Functions of each element, and numbers everywhere. */
final class ElementStatements {
    private ElementStatements() { }

    static void unary(Unary unary, ScriptText script) {
        String function = switch (unary.kind()) {
            case NEGATE -> "neg";
            case ABSOLUTE -> "abs";
            case SIGN -> "sign";
            case EXP -> "exp";
            case EXPM1 -> "expm1";
            case LOG -> "log";
            case LOG1P -> "log1p";
            case SQRT -> "sqrt";
            case RECIPROCAL -> "reciprocal";
            case RELU -> "relu";
            case SIGMOID -> "sigmoid";
            case TANH -> "tanh";
            case ERF -> "erf";
            case COS -> "cos";
            case SIN -> "sin";
            case FLOOR -> "floor";
        };
        if (unary.kind() == Unary.Kind.RELU && script.isPlaced()) {
            script.result("clamp_min", script.input(0) + ", 0"); // the same; "relu" can't write to memory that is there
        } else {
            script.result(function, script.input(0));
        }
    }

    static void zip(Zip zip, Node node, ScriptText script) {
        String function = switch (zip.kind()) {
            case ADD -> "add";
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case MAXIMUM -> "maximum";
            case MINIMUM -> "minimum";
            case GREATER -> "gt";
            case GREATER_OR_EQUAL -> "ge";
            case EQUAL -> "eq";
        };
        String arguments = script.input(0) + ", " + script.input(1);
        boolean compares = switch (zip.kind()) {
            case GREATER, GREATER_OR_EQUAL, EQUAL -> true;
            default -> false;
        };
        if (compares && !script.isPlaced()) {
            // Truth values, unless it writes numbers to memory that is there.
            script.result(cast("torch." + function + "(" + arguments + ")", node.result().type().dataType()));
        } else {
            script.result(function, arguments);
        }
    }

    static void select(ScriptText script) {
        script.result("where", "torch.ne(" + script.input(0) + ", 0), " + script.input(1) + ", " + script.input(2));
    }

    static void cast(Cast cast, ScriptText script) {
        script.result(script.isPlaced() ? script.input(0) : cast(script.input(0), cast.dataType()));
    }

    static String cast(String variable, DataType type) {
        return "torch.to(" + variable + ", " + ScriptText.code(type) + ")";
    }

    static void fill(Fill fill, ScriptText script) {
        DataType type = fill.type().dataType();
        String number = type.isFloat() ? ScriptText.number(fill.number()) : Integer.toString((int) fill.number());
        if (script.isPlaced()) {
            script.variable("torch.fill_(" + script.place() + ", " + number + ")");
            return;
        }
        script.result("torch.full(" + ScriptText.sizes(fill.type().shape()) + ", " + number + ", " + script.made(type) + ")");
    }
}

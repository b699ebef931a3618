package dev.factorizer.reference;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.lowering.MatmulPrecision;
import java.util.List;

/** Products whose operands and result are stored in bfloat16: {@link MatmulPrecision#BFLOAT16}. */
final class Bfloat16 {
    /** Binary digits after the point. */
    private static final int DIGITS = 7;
    private static final double GREATEST = Math.scalb(2 - Math.scalb(1.0, -DIGITS), Float.MAX_EXPONENT);

    private Bfloat16() { }

    /** To nearest, ties to even. */
    static double round(double number) {
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return number;
        }
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(number), Float.MIN_EXPONENT) - DIGITS);
        double rounded = Math.rint(number / unit) * unit;
        return Math.abs(rounded) > GREATEST ? Math.copySign(Double.POSITIVE_INFINITY, rounded) : rounded;
    }

    private static Numbers round(Numbers x) {
        Numbers y = Numbers.zeros(x.shape());
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = round(x.values()[i]);
        }
        return y;
    }

    /** A product; the bias of a convolution is added to what was rounded. */
    static Numbers product(Node node, List<Numbers> inputs) {
        Numbers y = round(Interpreter.run(node, inputs.subList(0, 2).stream().map(Bfloat16::round).toList()).getFirst());
        if (inputs.size() > 2) {
            int channels = y.shape().size(1);
            int voxels = Math.toIntExact(y.shape().spatial().elements());
            for (int i = 0; i < y.size(); i++) {
                y.values()[i] += inputs.get(2).values()[i / voxels % channels];
            }
        }
        return y;
    }
}

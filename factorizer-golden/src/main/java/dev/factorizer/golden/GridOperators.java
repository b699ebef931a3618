package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.BorderPad;
import dev.factorizer.api.operations.Margin;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that put an image on another grid. */
final class GridOperators {
    private GridOperators() { }

    static Value of(String operator, GoldenGraph at) {
        return operator.equals("pad") ? pad(at.settings(), at.input("x")) : resize(at.settings(), at.input("x"));
    }

    private static Value resize(Settings settings, Value x) {
        Shape spatial = Shape.of(settings.integers("size").stream().mapToInt(Integer::intValue).toArray());
        String mode = settings.text("mode");
        return x.apply(new Resize(spatial, switch (mode) {
            case "nearest" -> Resize.Mode.NEAREST;
            case "nearestExact" -> Resize.Mode.NEAREST_EXACT;
            case "linear", "bilinear", "trilinear" ->
                settings.flag("alignCorners") ? Resize.Mode.LINEAR_CORNERS : Resize.Mode.LINEAR_CENTERS;
            default -> throw new UnsupportedCaseException("interpolation \"" + mode + "\" is unknown");
        }));
    }

    private static Value pad(Settings settings, Value x) {
        int rank = x.shape().rank();
        List<Integer> low = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> high = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> axes = settings.integers("axes");
        List<List<Integer>> widths = settings.integerLists("widths");
        for (int i = 0; i < axes.size(); i++) {
            List<Integer> both = Settings.perAxis("widths", widths.get(i), 2);
            low.set(axes.get(i), both.get(0));
            high.set(axes.get(i), both.get(1));
        }
        String mode = settings.text("mode");
        return x.apply(switch (mode) {
            case "constant" -> new Margin(low, high, (float) settings.number("value"));
            case "reflect" -> new BorderPad(BorderPad.Kind.REFLECT, low, high);
            case "replicate" -> new BorderPad(BorderPad.Kind.REPLICATE, low, high);
            default -> throw new UnsupportedCaseException("padding \"" + mode + "\" is unknown");
        });
    }
}

package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.inference.SlidingWindow;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Kind {@code windowWeights}: the Gaussian weights of a window's voxels. */
final class WindowWeightsKind implements HostKind {
    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        settings.only("smallest", 0.001);
        List<Integer> window = settings.integers("window");
        SlidingWindow windows = new SlidingWindow(window, Collections.nCopies(window.size(), 0.5), WindowWeights.GAUSSIAN,
                settings.number("sigmaScale"), List.of(List.of()));
        return Map.of("weights", Tensor.of(Shape.of(window.stream().mapToInt(Integer::intValue).toArray()), windows.weights()));
    }
}

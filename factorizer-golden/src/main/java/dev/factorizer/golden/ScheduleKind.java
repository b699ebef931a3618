package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.optimizers.Cosine;
import dev.factorizer.models.optimizers.CosineRestarts;
import dev.factorizer.models.optimizers.Polynomial;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.models.optimizers.WarmupCosine;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Kind {@code schedule}: the learning rate of each epoch. */
final class ScheduleKind implements HostKind {
    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        double rate = settings.number("learningRate");
        Schedule schedule = schedule(settings, rate);
        double[] rates = IntStream.range(0, settings.integer("epochs")).mapToDouble(epoch -> schedule.rate(rate, epoch)).toArray();
        return Map.of("learningRate", Tensor.of(Shape.of(rates.length), rates));
    }

    @Override
    public OptionalDouble allowed() {
        return OptionalDouble.of(1e-12);
    }

    private static Schedule schedule(Settings settings, double rate) {
        String name = settings.text("schedule");
        return switch (name) {
            case "warmupCosine" -> new WarmupCosine(settings.integer("warmupEpochs"), settings.integer("totalEpochs"),
                    settings.number("warmupFactor"), settings.number("endRate") / rate, settings.number("cycles"));
            case "cosine" -> new Cosine(settings.integer("period"), settings.number("endRate") / rate);
            case "cosineRestarts" -> new CosineRestarts(settings.integer("period"), settings.integer("periodFactor"),
                    settings.number("endRate") / rate);
            case "polynomial" -> new Polynomial(settings.integer("epochs"), settings.number("power"));
            default -> throw new UnsupportedCaseException("schedule \"" + name + "\" is unknown");
        };
    }
}

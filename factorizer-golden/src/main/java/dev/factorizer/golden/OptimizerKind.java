package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.optimizers.Adam;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.StochasticGradientDescent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kind {@code optimizer}: all steps of two parameters in one graph, each step's gradients given. */
final class OptimizerKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        Optimizer optimizer = optimizer(settings);
        List<Double> factors = settings.numbers("rateFactors");
        List<Value> gradients = List.of(at.input("gradientA"), at.input("gradientB"));
        List<Trained> trained = new ArrayList<>(List.of(start(at.input("a"), optimizer), start(at.input("b"), optimizer)));
        Map<String, List<Value>> found = new LinkedHashMap<>();
        for (int i = 0; i < settings.integer("steps"); i++) {
            Map<String, Value> numbers = new LinkedHashMap<>();
            optimizer.numbers(i + 1, optimizer.learningRate() * factors.get(i))
                    .forEach((name, number) -> numbers.put(name, at.trace().constant(number)));
            List<Value> step = clipped(settings, of(gradients, i), found);
            for (int j = 0; j < step.size(); j++) {
                trained.set(j, trained.get(j).next(optimizer, step.get(j), numbers));
                keep(found, "ab".substring(j, j + 1), trained.get(j).parameter());
            }
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        found.forEach((name, steps) -> outputs.put(name, steps.getFirst().concatenate(0,
                steps.subList(1, steps.size()).toArray(Value[]::new))));
        return outputs;
    }

    /** A parameter and what the optimizer keeps for it. */
    private record Trained(Value parameter, List<Value> state) {
        Trained next(Optimizer optimizer, Value gradient, Map<String, Value> numbers) {
            List<Value> results = optimizer.step(parameter, gradient, state, numbers);
            return new Trained(results.getFirst(), results.subList(1, results.size()));
        }
    }

    private static Trained start(Value parameter, Optimizer optimizer) {
        return new Trained(parameter, optimizer.state().stream().map(name -> parameter.trace().zeros(parameter.type())).toList());
    }

    private static List<Value> of(List<Value> gradients, int step) {
        return gradients.stream().map(all -> {
            Shape shape = all.shape();
            return all.slice(0, step, 1).reshape(shape.range(1, shape.rank()));
        }).toList();
    }

    private static List<Value> clipped(Settings settings, List<Value> gradients, Map<String, List<Value>> found) {
        if (!settings.has("clipNorm")) {
            return gradients;
        }
        Value norm = GradientClipping.norm(gradients);
        keep(found, "norm", norm);
        return new GradientClipping(settings.number("clipNorm")).clip(gradients, norm);
    }

    private static void keep(Map<String, List<Value>> found, String name, Value value) {
        found.computeIfAbsent(name, key -> new ArrayList<>()).add(value.reshape(value.shape().range(0, 0).append(1)
                .append(value.shape().sizes())));
    }

    private static Optimizer optimizer(Settings settings) {
        String name = settings.text("optimizer");
        double rate = settings.number("learningRate");
        List<Double> betas = settings.has("betas") ? settings.numbers("betas") : List.of(0.9, 0.999);
        double epsilon = number(settings, "epsilon", 1e-8);
        return switch (name) {
            case "adam" -> new Adam(rate, number(settings, "weightDecay", 0), betas.get(0), betas.get(1), epsilon,
                    flag(settings, "amsgrad"));
            case "adamW" -> new AdamW(rate, number(settings, "weightDecay", 0.01), betas.get(0), betas.get(1), epsilon,
                    flag(settings, "amsgrad"));
            case "sgd" -> new StochasticGradientDescent(rate, number(settings, "momentum", 0), number(settings, "dampening", 0),
                    flag(settings, "nesterov"), number(settings, "weightDecay", 0));
            default -> throw new UnsupportedCaseException("optimizer \"" + name + "\" is unknown");
        };
    }

    private static double number(Settings settings, String key, double absent) {
        return settings.has(key) ? settings.number(key) : absent;
    }

    private static boolean flag(Settings settings, String key) {
        return settings.has(key) && settings.flag(key);
    }
}

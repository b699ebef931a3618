package dev.factorizer.examples.predict;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.bundles.TrainedModel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network gives for an input of seeded random numbers: something that a network in another program is compared with. */
public final class NetworkSample {
    private static final long SEED = 0;

    private NetworkSample() { }

    /**
     * Runs a network once.
     *
     * @param trained the network and its weights
     * @param backend what computes
     * @return the input, {@code x}, and the results, {@code y}, or {@code y0}, {@code y1} …
     */
    public static Map<String, Tensor> of(TrainedModel trained, Backend backend) {
        Program program = trained.recipe().program();
        Shape shape = program.graph().placeholders(Placeholder.Role.INPUT).getFirst().type().shape();
        Tensor input = Tensor.of(shape, new Initializer.Normal(1).draw(SEED, "sample", shape));
        Map<String, Tensor> sample = new LinkedHashMap<>(Map.of(Program.INPUT, input));
        try (Model network = program.on(backend)) {
            Iterator<Tensor> results = network.load(trained.weights()).runAll(input).iterator();
            program.graph().outputs().keySet().forEach(name -> sample.put(name, results.next()));
        }
        return sample;
    }
}

package dev.factorizer.models.training;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.training.TransferredTensor.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights to start a training with, taken from a trained network whose channels, regions or size may be others (fine-tuning).
 *
 * <p>Each tensor is taken by its name. Of one shape it is copied, of another it is drawn anew, with two exceptions. Weights of layers
 * that see the image itself have an axis for its channels: a channel of the same name is copied, wherever it is in the source; beside
 * such channels, one that the source doesn't have starts at 0, so that the network begins with what it computed before; if the source has
 * none of them, or they have no names and are of another number, each starts as the mean of the source's, times how many times fewer
 * they are there, which keeps the size of sums over channels. Weights and constants of layers that give a result have an axis for its
 * regions: a region of the same name is copied, others are drawn anew.
 *
 * <pre>{@code
 * Transfer transfer = Transfer.of(TrainedModel.read(bundle), recipe, seed);
 * System.out.println(transfer);
 * trainer.load(transfer.weights());
 * }</pre>
 *
 * @param weights a tensor for each parameter and buffer of the network that is trained
 * @param tensors what became of each of them, then what was left out
 */
public record Transfer(Map<String, Tensor> weights, List<TransferredTensor> tensors) {
    /** Copies both. */
    public Transfer {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        tensors = List.copyOf(tensors);
    }

    /**
     * From a bundle, whose channels and regions have names.
     *
     * @param source the trained model
     * @param target the model that is to be trained
     * @param seed of what is drawn anew: that of the training gives the numbers it would have started with
     * @return the weights
     * @throws IllegalArgumentException if nothing of the source fits
     */
    public static Transfer of(TrainedModel source, ModelRecipe target, long seed) {
        ModelRecipe from = source.recipe();
        return of(source.weights(), target.network(), AxisMatch.byName(from.channels(), target.channels()),
                AxisMatch.byName(names(from), names(target)), seed);
    }

    private static List<String> names(ModelRecipe recipe) {
        return recipe.labels().regions().stream().map(Region::name).toList();
    }

    /**
     * From weights whose channels and regions have no names: they are the same if there are equally many.
     *
     * @param source the weights, by name
     * @param target the network that is to be trained
     * @param seed of what is drawn anew
     * @return the weights
     * @throws IllegalArgumentException if nothing of the source fits
     */
    public static Transfer of(Map<String, Tensor> source, NetworkSettings target, long seed) {
        return of(source, target, null, null, seed);
    }

    /** Without names, {@code channels} and {@code regions} are null. */
    private static Transfer of(Map<String, Tensor> source, NetworkSettings target, @Nullable AxisMatch channels,
            @Nullable AxisMatch regions, long seed) {
        NetworkEnds ends = NetworkEnds.of(target);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        List<TransferredTensor> tensors = new ArrayList<>();
        for (ParameterSpec spec : ends.parameters()) {
            Tensor drawn = Tensor.of(spec.shape(), spec.initializer().draw(seed, spec.name(), spec.shape()));
            TensorTransfer one = TensorTransfer.of(source.get(spec.name()), drawn, spec.name(), ends, channels, regions);
            weights.put(spec.name(), one.values());
            tensors.add(new TransferredTensor(spec.name(), spec.shape(), one.origin(), one.detail()));
        }
        if (tensors.stream().allMatch(tensor -> tensor.origin() == Origin.NEW)) {
            throw new IllegalArgumentException("transfer: none of the source's " + source.size() + " tensors has name and shape of one of the"
                    + " network's " + tensors.size() + ", expected a source of the same kind and widths, \"" + target.kind() + "\"");
        }
        source.forEach((name, tensor) -> {
            if (!weights.containsKey(name)) {
                tensors.add(new TransferredTensor(name, tensor.shape(), Origin.LEFT_OUT, "not in the network"));
            }
        });
        return new Transfer(weights, tensors);
    }

    /**
     * How many tensors have an origin.
     *
     * @param origin where their numbers are from
     * @return the number
     */
    public int count(Origin origin) {
        return (int) tensors.stream().filter(tensor -> tensor.origin() == origin).count();
    }

    /** {@return all counts in one line, such as {@code copied 120, adapted 1, new 2, left out 0 tensors}} */
    public String summary() {
        StringBuilder text = new StringBuilder();
        for (Origin origin : Origin.values()) {
            text.append(text.isEmpty() ? "" : ", ").append(origin.word()).append(' ').append(count(origin));
        }
        return text.append(" tensors").toString();
    }

    /** A line for each tensor, then the counts. */
    @Override
    public String toString() {
        int longest = tensors.stream().mapToInt(tensor -> Printable.of(tensor.name()).length()).max().orElse(1);
        int widest = tensors.stream().mapToInt(tensor -> text(tensor.shape()).length()).max().orElse(1);
        StringBuilder table = new StringBuilder();
        for (TransferredTensor tensor : tensors) {
            table.append(String.format(Locale.ROOT, "%-8s  %-" + longest + "s  %-" + widest + "s  %s", tensor.origin().word(),
                    Printable.of(tensor.name()), text(tensor.shape()), Printable.of(tensor.detail())).stripTrailing()).append('\n');
        }
        return table.append(summary()).toString();
    }

    private static String text(Shape shape) {
        return shape.rank() == 0 ? "1" : shape.toString();
    }
}

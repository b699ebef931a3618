package dev.factorizer.models.runs;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.training.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The model that a training starts from.
 *
 * @param bundle where it is
 * @param model the model
 */
record PretrainedModel(Path bundle, TrainedModel model) {
    static PretrainedModel read(Path bundle) throws IOException {
        return new PretrainedModel(bundle, TrainedModel.read(bundle));
    }

    Transfer transfer(Recipe recipe) {
        try {
            return Transfer.of(model, recipe.model(), recipe.seed());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Printable.of(bundle) + ": " + e.getMessage(), e);
        }
    }

    /** Over the names and numbers of its weights. */
    String hash() {
        MessageDigest digest = RunProvenance.sha256();
        for (Map.Entry<String, Tensor> weight : new TreeMap<>(model.weights()).entrySet()) {
            digest.update((weight.getKey() + " " + weight.getValue().shape() + "\n").getBytes(StandardCharsets.UTF_8));
            float[] values = weight.getValue().toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * For a training that goes on.
     *
     * @param begun the hash of what it began with; empty where its weights were drawn
     * @throws IllegalArgumentException if that was another model
     */
    void requireBegunWith(String begun) {
        if (!hash().equals(begun)) {
            throw new IllegalArgumentException("run: the training here began with " + (begun.isEmpty() ? "weights that were drawn"
                    : "another pretrained model") + ", not with that of " + Printable.of(bundle) + "; go on without it, or train into"
                    + " another folder");
        }
    }
}

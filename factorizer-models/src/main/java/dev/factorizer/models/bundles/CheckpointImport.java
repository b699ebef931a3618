package dev.factorizer.models.bundles;

import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.weights.StateDictReader;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.networks.StateDict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a model of weights that were trained elsewhere: PyTorch checkpoints of the authors' package, or safetensors. */
public final class CheckpointImport {
    private CheckpointImport() { }

    /**
     * Reads weights and checks that they are those of a recipe's network. Nothing in the file is executed.
     *
     * @param file a PyTorch checkpoint with the state dict at a usual place, or safetensors
     * @param recipe everything else about the model
     * @return the model, its provenance naming the file and its sha256
     * @throws IOException if the file can't be read, is damaged, or would do something
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry
     */
    public static TrainedModel read(Path file, ModelRecipe recipe) throws IOException {
        return read(file, "", recipe);
    }

    /**
     * Reads weights that lie under a key of their own.
     *
     * @param file a PyTorch checkpoint, or safetensors
     * @param key the state dict's key in the checkpoint, with dots between those of nested dicts; in safetensors, what all its
     *     names begin with; empty to look at the usual places
     * @param recipe everything else about the model
     * @return the model, its provenance naming the file and its sha256
     * @throws IOException if the file can't be read, is damaged, or would do something
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry
     */
    public static TrainedModel read(Path file, String key, ModelRecipe recipe) throws IOException {
        return read(file, key, "", recipe);
    }

    /**
     * Reads weights whose names have a prefix, such as {@code net.} in a checkpoint of Lightning.
     *
     * @param file a PyTorch checkpoint, or safetensors
     * @param key the state dict's key, as above
     * @param prefix what is taken off the names; entries without it are left out. If it is empty, the one under which the whole
     *     network is found
     * @param recipe everything else about the model
     * @return the model, its provenance naming the file, its sha256, and the key and the prefix where there are any
     * @throws IOException if the file can't be read, is damaged, or would do something
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry, or saying that no name has the
     *     prefix, or that the network is found under several
     */
    public static TrainedModel read(Path file, String key, String prefix, ModelRecipe recipe) throws IOException {
        NetworkNames names = new NetworkNames(file, recipe, prefix);
        try {
            Weights weights = StateDictReader.read(file, key, names);
            Map<String, Object> provenance = new LinkedHashMap<>();
            provenance.put("checkpoint", file.getFileName().toString());
            provenance.put("checkpointSha256", sha256(file));
            if (!key.isEmpty()) {
                provenance.put("checkpointKey", key);
            }
            if (!names.prefix().isEmpty()) {
                provenance.put("checkpointPrefix", names.prefix());
            }
            return new TrainedModel(recipe, StateDict.of(StateDict.withoutSharedNames(weights.tensors(),
                    recipe.network().sharedNames())), provenance);
        } catch (MismatchException e) {
            throw e.in(file, names.hint());
        } catch (IllegalArgumentException e) {
            String hint = names.hint().isEmpty() ? "" : "; " + names.hint();
            throw new IllegalArgumentException(Printable.of(file + ": " + e.getMessage() + hint), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java has", e);
        }
    }
}

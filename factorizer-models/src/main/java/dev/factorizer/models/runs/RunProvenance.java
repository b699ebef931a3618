package dev.factorizer.models.runs;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.recipes.Recipe;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a model comes from: what is stored in its bundle, and in the run's folder.
 *
 * @param recipe the resolved recipe
 * @param name of the training, such as {@code fold_0}
 * @param data what the data set is called
 * @param hashes SHA-256 over the files of each case
 * @param pretrained SHA-256 of the weights that it started from; empty where they were drawn
 */
record RunProvenance(Recipe recipe, String name, String data, Map<String, String> hashes, Optional<String> pretrained) {
    /** One hash over all cases. */
    String dataHash() {
        MessageDigest digest = sha256();
        new TreeMap<>(hashes).forEach((id, hash) -> digest.update((id + "\0" + hash + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For a bundle: nothing that differs when the same training is run again. */
    Map<String, Object> model(RunPosition position, int epoch, Backend backend) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("madeBy", "factorizer train");
        tree.put("training", name);
        tree.put("steps", position.step());
        tree.put("epochs", epoch);
        position.score().ifPresent(found -> tree.put("validation", validation(found)));
        tree.put("seed", recipe.seed());
        tree.put("backend", backend.name());
        tree.put("versions", versions());
        pretrained.ifPresent(hash -> tree.put("pretrainedSha256", hash));
        tree.put("data", dataTree());
        tree.put("recipe", recipe.toTree());
        return tree;
    }

    /** Without regions that were looked for in none of the cases. */
    private static Map<String, Object> validation(ValidationScore score) {
        Map<String, Double> dice = new LinkedHashMap<>(score.dice());
        dice.values().removeIf(value -> !Double.isFinite(value));
        return new SettingsWriter().put("meanDice", score.meanDice()).put("dice", dice).put("caseCount", score.cases()).toTree();
    }

    /** For the run's folder. */
    Map<String, Object> record(RunPosition position, RunSettings settings, Backend backend, int epoch, Optional<Ending> ending) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("training", name);
        tree.put("ending", ending.map(Ending::key).orElse(null));
        tree.put("steps", position.step());
        tree.put("epochs", epoch);
        tree.put("seconds", position.seconds());
        tree.put("waitedShare", position.waitedShare());
        tree.put("bestEpoch", position.bestEpoch().isPresent() ? position.bestEpoch().getAsInt() : null);
        tree.put("bestMeanDice", position.bestDice().isPresent() ? position.bestDice().getAsDouble() : null);
        tree.put("machine", machine());
        tree.put("backend", new SettingsWriter().put("name", backend.name()).put("device", backend.device().description()).toTree());
        tree.put("kernelThreads", backend.threads());
        tree.put("loaderThreads", settings.loaderThreads());
        tree.put("versions", versions());
        tree.put("pretrainedSha256", pretrained.orElse(null));
        tree.put("data", dataTree());
        return tree;
    }

    private Map<String, Object> dataTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", data);
        tree.put("sha256", dataHash());
        tree.put("cases", hashes.entrySet().stream().map(one -> new SettingsWriter().put("name", one.getKey())
                .put("sha256", one.getValue()).toTree()).toList());
        return tree;
    }

    /** The SHA-256 of each case in a tree that was made here; none if it has another form. */
    static Map<String, String> hashes(Map<String, ?> record) {
        Map<String, String> hashes = new LinkedHashMap<>();
        if (record.get("data") instanceof Map<?, ?> data && data.get("cases") instanceof List<?> cases) {
            for (Object one : cases) {
                if (one instanceof Map<?, ?> tree && tree.get("name") instanceof String name && tree.get("sha256") instanceof String hash) {
                    hashes.put(name, hash);
                }
            }
        }
        return hashes;
    }

    private static Map<String, Object> machine() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        tree.put("architecture", System.getProperty("os.arch"));
        tree.put("processor", HostProcessor.name().orElse(null));
        tree.put("processors", Runtime.getRuntime().availableProcessors());
        tree.put("heapBytes", Runtime.getRuntime().maxMemory());
        return tree;
    }

    private static Map<String, Object> versions() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("factorizer", Optional.ofNullable(TrainingRun.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                .orElse("unknown, on the class path"));
        tree.put("java", Runtime.version().toString());
        return tree;
    }
}

package dev.factorizer.models.training;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.optimizers.GradientClipping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the numbers of a training beside its data, as a tree: what is saved with it, and must be the same where it is
 * resumed. Parts without an identity are null in it.
 *
 * @param tree kinds and settings by the part's name
 */
record TrainingIdentity(Map<String, Object> tree) {
    private static final List<String> PARTS = List.of("network", "loss", "optimizer", "schedule");

    static TrainingIdentity of(TrainingSettings settings, CompileOptions options) {
        return new TrainingIdentity(new SettingsWriter()
                .put("network", tree(settings.network()))
                .put("loss", tree(settings.loss()))
                .put("optimizer", tree(settings.optimizer()))
                .put("schedule", tree(settings.schedule()))
                .put("clipping", settings.clipping().map(GradientClipping::limit).orElse(null))
                .put("stepsPerEpoch", settings.stepsPerEpoch())
                .put("seed", settings.seed())
                .put("accumulation", settings.accumulation())
                .put("averageDecay", settings.averageDecay().isPresent() ? settings.averageDecay().getAsDouble() : null)
                .put("frozen", settings.frozen())
                .put("matmulPrecision", options.matmulPrecision().name())
                .put("recompute", options.recompute())
                .put("fusion", options.fusion().names())
                .toTree());
    }

    private static @Nullable Map<String, Object> tree(Identified part) {
        return part.identity().map(Identity::toTree).orElse(null);
    }

    /**
     * Checks that a training is the saved one.
     *
     * @param saved what was saved
     * @param free parts that may be others
     * @throws IllegalArgumentException listing all that differs, or what can't be compared
     */
    void requireSame(TrainingIdentity saved, Set<String> free) {
        List<String> unknown = new ArrayList<>();
        for (String part : PARTS) {
            if (free.contains(part)) {
                continue;
            }
            if (tree.get(part) == null) {
                unknown.add("the " + part + " doesn't say what it is; let it have an identity()");
            } else if (saved.tree.get(part) == null) {
                unknown.add("the saved " + part + " didn't say what it was; start again with one that has an identity()");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("training: can't go on, settings can't be compared with the saved ones: "
                    + String.join("; ", unknown));
        }
        List<String> differences = new ArrayList<>();
        compare("", without(free, saved.tree), without(free, tree), differences);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("training: can't go on, settings differ from the saved ones: "
                    + String.join("; ", differences));
        }
    }

    private static Map<String, Object> without(Set<String> parts, Map<String, Object> tree) {
        Map<String, Object> rest = new LinkedHashMap<>(tree);
        rest.keySet().removeAll(parts);
        return rest;
    }

    private static void compare(String path, @Nullable Object was, @Nullable Object is, List<String> differences) {
        if (was instanceof Map<?, ?> before && is instanceof Map<?, ?> now && sameKind(before, now)) {
            Set<Object> names = new LinkedHashSet<>(now.keySet());
            names.addAll(before.keySet());
            names.forEach(name -> compare(path.isEmpty() ? name.toString() : path + "." + name,
                    before.get(name), now.get(name), differences));
        } else if (was == null ? is != null : !was.equals(is)) {
            differences.add(path + " was " + text(was) + ", is " + text(is));
        }
    }

    /** The settings of two kinds have nothing to do with each other. */
    private static boolean sameKind(Map<?, ?> was, Map<?, ?> is) {
        return was.get("kind") == null || is.get("kind") == null || was.get("kind").equals(is.get("kind"));
    }

    private static Object text(@Nullable Object setting) {
        return setting instanceof Map<?, ?> map && map.get("kind") != null ? map.get("kind") : setting == null ? "none" : setting;
    }
}

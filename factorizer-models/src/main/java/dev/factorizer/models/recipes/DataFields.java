package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code data} of a recipe: what a case consists of, and how cases are divided.
 *
 * @param channels what each input channel is
 * @param labels what the network finds
 * @param regions the labels of a map that each region consists of; empty for classes that exclude each other
 * @param unlabeled by the id of a case: regions or classes that were not looked for in it
 * @param folds how cases are divided where the data set doesn't say
 */
record DataFields(List<String> channels, Labels labels, Optional<SplitRegions> regions, Map<String, Set<String>> unlabeled,
        FoldSettings folds) {
    static final String UNLABELED = "unlabeled";
    /** nnU-Net's. */
    private static final FoldSettings FOLDS = new FoldSettings(5, 12345);

    /** A region, and the labels of a map that it consists of. */
    private record Split(Region region, Set<Integer> labels) { }

    static DataFields read(SettingsReader read) {
        List<String> channels = read.texts("channels");
        FoldSettings folds = read.optional("folds",
                inner -> new FoldSettings(inner.integer("count", FOLDS.count()), inner.integer("seed", FOLDS.seed()))).orElse(FOLDS);
        Map<String, Set<String>> unlabeled = read.has(UNLABELED) ? unlabeled(read) : Map.of();
        if (read.has("classes") == read.has("regions")) {
            throw read.mismatch("classes", "a list of classes that exclude each other, or else \"data.regions\", a list of regions that"
                    + " may overlap: one of the two");
        }
        if (read.has("classes")) {
            List<Region> classes = read.objects("classes", one -> new Region(one.text("name"), one.integer("value")));
            return new DataFields(channels, Labels.exclusive(classes), Optional.empty(), unlabeled, folds);
        }
        List<Split> splits = read.objects("regions", DataFields::split);
        List<Region> regions = splits.stream().map(Split::region).toList();
        List<String> order = read.has("mergeOrder") ? read.texts("mergeOrder") : regions.stream().map(Region::name).toList();
        return new DataFields(channels, new Labels(regions, read.number("threshold", 0.5), order),
                Optional.of(new SplitRegions(splits.stream().map(Split::labels).toList())), unlabeled, folds);
    }

    /** A case may have one region, too, as an option on the command line writes it. */
    private static Map<String, Set<String>> unlabeled(SettingsReader read) {
        Map<String, Object> tree = read.tree(UNLABELED);
        return read.object(UNLABELED, cases -> {
            Map<String, Set<String>> unlabeled = new LinkedHashMap<>();
            tree.forEach((id, regions) -> unlabeled.put(id, Set.copyOf(regions instanceof String ? List.of(cases.text(id)) : cases.texts(id))));
            return unlabeled;
        });
    }

    private static Split split(SettingsReader read) {
        int value = read.integer("value");
        return new Split(new Region(read.text("name"), value),
                Set.copyOf(read.has("labels") ? read.oneOrMoreIntegers("labels") : List.of(value)));
    }

    static Map<String, Object> tree(Recipe recipe) {
        SettingsWriter tree = new SettingsWriter().put("channels", recipe.model().channels());
        Labels labels = recipe.model().labels();
        switch (labels.rule()) {
            case LabelRule.Exclusive _ -> tree.put("classes", labels.regions().stream()
                    .map(one -> new SettingsWriter().put("name", one.name()).put("value", one.value()).toTree()).toList());
            case LabelRule.Overlapping rule -> {
                List<Set<Integer>> split = recipe.regions().orElseThrow().regions();
                List<Map<String, Object>> regions = new ArrayList<>();
                for (Region region : labels.regions()) {
                    regions.add(new SettingsWriter().put("name", region.name()).put("value", region.value())
                            .put("labels", split.get(regions.size()).stream().sorted().toList()).toTree());
                }
                tree.put("regions", regions).put("threshold", rule.threshold()).put("mergeOrder", rule.mergeOrder());
            }
        }
        Map<String, Object> unlabeled = new LinkedHashMap<>();
        recipe.unlabeled().forEach((id, names) -> unlabeled.put(id, List.copyOf(names)));
        if (!unlabeled.isEmpty()) {
            tree.put(UNLABELED, unlabeled);
        }
        return tree.put("folds", new SettingsWriter().put("count", recipe.folds().count()).put("seed", recipe.folds().seed()).toTree())
                .toTree();
    }
}

package dev.factorizer.io.datalist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Labels as lists have them: names by value, as the Decathlon does it ({@code "1": "edema"}), or values by name, as nnU-Net does it
 * ({@code "edema": 2}, and for a region {@code "whole tumor": [1, 2, 3]}).
 */
final class LabelFields {
    private static final String IGNORE = "ignore";
    private static final String BACKGROUND = "background";

    private LabelFields() { }

    static LabelScheme read(JsonFields root) throws IOException {
        JsonFields labels = root.object("labels");
        boolean byValue = !labels.tree().isEmpty() && labels.tree().keySet().stream().allMatch(key -> key.matches("\\d{1,9}"));
        List<LabelMeaning> meanings = new ArrayList<>();
        OptionalInt ignored = OptionalInt.empty();
        for (Map.Entry<String, Object> entry : labels.tree().entrySet()) {
            String where = "labels." + entry.getKey();
            if (byValue) {
                meanings.add(new LabelMeaning(labels.text(entry.getValue(), where), Integer.parseInt(entry.getKey())));
            } else if (entry.getKey().equals(IGNORE)) {
                ignored = OptionalInt.of(labels.count(entry.getValue(), where));
            } else {
                meanings.add(new LabelMeaning(entry.getKey(), values(labels, entry.getValue(), where)));
            }
        }
        List<Integer> order = new ArrayList<>();
        for (Object value : root.list("regions_class_order")) {
            order.add(root.count(value, "regions_class_order[" + order.size() + "]"));
        }
        return new LabelScheme(meanings, order, ignored);
    }

    private static List<Integer> values(JsonFields labels, Object value, String where) throws IOException {
        if (!(value instanceof List<?> list)) {
            return List.of(labels.count(value, where));
        }
        List<Integer> values = new ArrayList<>();
        for (Object one : list) {
            values.add(labels.count(one, where + "[" + values.size() + "]"));
        }
        if (values.isEmpty()) {
            throw labels.malformed(where, "a list of 0", "at least one value");
        }
        return values;
    }

    /** Names by value. */
    static Map<String, Object> byValue(LabelScheme labels) {
        Map<String, Object> tree = new LinkedHashMap<>();
        labels.meanings().forEach(meaning -> tree.put(meaning.values().getFirst().toString(), meaning.name()));
        return tree;
    }

    /** Values by name. */
    static Map<String, Object> byName(LabelScheme labels) {
        Map<String, Object> tree = new LinkedHashMap<>();
        labels.meanings().forEach(meaning -> tree.put(meaning.name(),
                meaning.values().size() == 1 ? meaning.values().getFirst() : meaning.values()));
        labels.ignored().ifPresent(value -> tree.put(IGNORE, value));
        return tree;
    }

    /** What nnU-Net demands of labels and would refuse after preprocessing has begun. */
    static List<String> mistakes(LabelScheme labels) {
        List<String> mistakes = new ArrayList<>();
        if (labels.meanings().stream().noneMatch(meaning -> meaning.name().equals(BACKGROUND) && meaning.isBackground())) {
            mistakes.add("labels has no \"background\" of value 0, expected one");
        }
        List<Integer> values = List.copyOf(labels.values());
        if (!values.isEmpty() && values.getLast() != values.size() - 1) {
            mistakes.add("labels has the values " + values + ", expected consecutive ones from 0");
        }
        if (labels.ignored().isPresent() && !values.getLast().equals(labels.ignored().getAsInt())) {
            mistakes.add("labels.ignore is " + labels.ignored().getAsInt() + ", expected the highest value");
        }
        long regions = labels.meanings().stream().filter(meaning -> !meaning.isBackground()).count();
        if (labels.hasRegions() && labels.paintOrder().size() != regions) {
            mistakes.add("regions_class_order has " + labels.paintOrder().size() + " values, expected one for each of the " + regions
                    + " regions");
        }
        return mistakes;
    }
}

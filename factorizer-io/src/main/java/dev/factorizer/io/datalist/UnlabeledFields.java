package dev.factorizer.io.datalist;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which labels were not looked for in some of the cases, by the names or values of labels: {@code {"case_03": ["edema"], "case_08":
 * ["edema", 3]}}, in a file of its own beside a data set, or as {@code unlabeled} of a list in JSON.
 */
final class UnlabeledFields {
    static final String KEY = "unlabeled";
    private static final String NAME = KEY + ".json";
    private static final String EXPECTED = "a JSON object of cases, each with the labels that were not looked for in it";
    private static final int MOST_SHOWN = 20;

    private final JsonFields fields;
    private final DataList list;
    private final Set<String> known = new TreeSet<>();
    private final Set<String> strange = new TreeSet<>();
    private final Map<String, Set<String>> found = new TreeMap<>();

    private UnlabeledFields(JsonFields fields, DataList list) {
        this.fields = fields;
        this.list = list;
        list.labels().meanings().stream().filter(meaning -> !meaning.isBackground()).forEach(meaning -> {
            known.add(meaning.name());
            meaning.values().forEach(value -> known.add(value.toString()));
        });
        if (list.form() == DataListForm.BRATS) {
            Labels.brats23().regions().stream().map(Region::name).forEach(known::add);
        }
    }

    /** A file that was asked for, else what the list itself says, or the file beside it; these must not contradict each other. */
    static DataList read(DataList list, JsonFields root, Optional<Path> asked) throws IOException {
        if (asked.isPresent()) {
            return read(asked.get(), list);
        }
        DataList own = root.has(KEY) ? new UnlabeledFields(root.object(KEY), list).read() : list;
        Path source = list.source();
        Path beside = Files.isDirectory(source) ? source.resolve(NAME) : source.resolveSibling(NAME);
        if (!Files.exists(beside)) {
            return own;
        }
        DataList other = read(beside, list);
        return !root.has(KEY) || own.unlabeled().equals(other.unlabeled()) ? other : other.withUnlabeled(other.unlabeled(),
                List.of(Problem.fault(ProblemKind.LIST, "", source, "has \"" + KEY + "\", and " + beside + " says something else; expected one"
                        + " of the two")));
    }

    private static DataList read(Path file, DataList list) throws IOException {
        return new UnlabeledFields(JsonFields.read(file, EXPECTED), list).read();
    }

    /** As a list in JSON has it. */
    static Map<String, Object> tree(DataList list) {
        Map<String, Object> tree = new LinkedHashMap<>();
        list.unlabeled().forEach((id, labels) -> tree.put(id, List.copyOf(labels)));
        return tree;
    }

    private DataList read() throws IOException {
        Set<String> ids = list.cases().stream().map(DataCase::id).collect(Collectors.toSet());
        Set<String> others = new TreeSet<>();
        for (String id : fields.tree().keySet()) {
            Set<String> labels = labels(id);
            if (!ids.contains(id)) {
                others.add(id);
            } else if (!labels.isEmpty()) {
                found.put(id, labels);
            }
        }
        List<Problem> problems = new ArrayList<>();
        if (!others.isEmpty()) {
            problems.add(fault("unlabeled labels are named of cases that are not in the data set: " + shown(others)));
        }
        if (!strange.isEmpty()) {
            problems.add(fault("unlabeled are labels that the data set doesn't have: " + shown(strange) + "; expected some of "
                    + shown(known)));
        }
        return list.withUnlabeled(found, problems);
    }

    private Problem fault(String sentence) {
        return Problem.fault(ProblemKind.LIST, "", fields.file(), sentence);
    }

    private static String shown(Set<String> names) {
        return names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
    }

    private Set<String> labels(String id) throws IOException {
        String where = fields.at() + id;
        Object value = fields.tree().get(id);
        Set<String> labels = new TreeSet<>();
        for (Object one : value instanceof List<?> several ? several : List.of(value == null ? "" : value)) {
            String label = one instanceof Integer number ? number.toString() : fields.text(one, where);
            // Labels that aren't named are known once a recipe names them.
            if (label.isBlank() || !known.isEmpty() && !known.contains(label)) {
                strange.add(label.isBlank() ? "\"\"" : label);
            }
            labels.add(label);
        }
        return labels;
    }
}

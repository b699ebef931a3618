package dev.factorizer.io.datalist;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** nnU-Net's {@code splits_final.json}: a list of {@code train} and {@code val}, each a list of ids. */
final class SplitsFile {
    static final String NAME = "splits_final.json";
    private static final String EXPECTED = "a JSON list of splits with \"train\" and \"val\"";

    private SplitsFile() { }

    static DataList read(Path file, DataList list) throws IOException {
        List<Object> items = JsonTree.parseList(JsonFields.bytes(file, EXPECTED), file, EXPECTED);
        JsonFields root = new JsonFields(file, "", Map.of());
        List<Split> splits = new ArrayList<>();
        for (Object item : items) {
            String where = "[" + splits.size() + "]";
            JsonFields fields = root.object(item, where);
            splits.add(new Split(ids(fields, "train"), ids(fields, "val")));
        }
        return list.withSplits(splits, problems(file, splits, list));
    }

    private static List<String> ids(JsonFields fields, String name) throws IOException {
        List<String> ids = new ArrayList<>();
        if (!fields.has(name)) {
            throw fields.malformed(fields.at() + name, "missing", "a list of ids");
        }
        for (Object id : fields.list(name)) {
            ids.add(fields.text(id, fields.at() + name + "[" + ids.size() + "]"));
        }
        return ids;
    }

    private static List<Problem> problems(Path file, List<Split> splits, DataList list) {
        List<Problem> problems = new ArrayList<>(list.problems());
        Set<String> known = list.cases().stream().map(DataCase::id).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        for (int i = 0; i < splits.size(); i++) {
            for (List<String> side : List.of(splits.get(i).training(), splits.get(i).validation())) {
                used.addAll(side);
                List<String> unknown = side.stream().filter(id -> !known.contains(id)).toList();
                if (!unknown.isEmpty()) {
                    problems.add(Problem.fault(ProblemKind.LIST, "", file, "split " + i + " names " + unknown.size()
                            + " cases that are not in the data set, such as " + unknown.getFirst()));
                }
            }
        }
        List<DataCase> unused = list.cases(CasePart.TRAINING).stream().filter(one -> !used.contains(one.id())).toList();
        if (!unused.isEmpty() && !splits.isEmpty()) {
            problems.add(Problem.warning(ProblemKind.LIST, "", file, unused.size() + " cases are in no split, such as "
                    + unused.getFirst().id()));
        }
        return problems;
    }

    static void write(List<Split> splits, Path file) throws IOException {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Split split : splits) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("train", split.training());
            item.put("val", split.validation());
            items.add(item);
        }
        byte[] text = JsonTree.text(items);
        AtomicFile.write(file, out -> out.write(text));
    }
}

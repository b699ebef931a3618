package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader of a layout has found so far. */
final class Gathering {
    private final DataListForm form;
    private final Path source;
    private final List<DataCase> cases = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Gathering(DataListForm form, Path source) {
        this.form = form;
        this.source = source;
    }

    void add(DataCase one) {
        cases.add(one);
    }

    List<DataCase> cases() {
        return cases;
    }

    void fault(Path file, String problem) {
        problems.add(Problem.fault(ProblemKind.LIST, "", file, problem));
    }

    void warning(Path file, String problem) {
        problems.add(Problem.warning(ProblemKind.LIST, "", file, problem));
    }

    void problems(List<Problem> more) {
        problems.addAll(more);
    }

    DataList list(String name, List<String> channels, LabelScheme labels, Folder folder) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(folder.ignored());
        return new DataList(name, form, source, channels, labels, cases, List.of(), Map.of(), all);
    }

    /** The name of a folder, also of one that is named by a dot. */
    static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}

package dev.factorizer.models.planning;

import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.datacheck.ChannelValues;
import dev.factorizer.io.datacheck.DataFingerprint;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datacheck.Intensities;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.datalist.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Data sets as a check describes them, without their files. */
final class Checked {
    private DataListForm form = DataListForm.NNUNET;
    private List<String> channels = List.of("MRI");
    private LabelScheme labels = LabelScheme.classes(List.of("background", "lesion"));
    private List<Integer> found = List.of(1);
    private final List<CaseFingerprint> cases = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private ChannelValues values = new ChannelValues(0, 1000, 1);
    private int folds;
    private boolean headersOnly;

    /** The hippocampus of the Decathlon. */
    static Checked hippocampus() {
        return new Checked().labels(LabelScheme.classes(List.of("background", "Anterior", "Posterior")), 1, 2)
                .cases(208, List.of(36, 50, 35), List.of(1.0, 1.0, 1.0), "RAS");
    }

    Checked channels(String... names) {
        channels = List.of(names);
        return this;
    }

    Checked labels(LabelScheme scheme, Integer... values) {
        labels = scheme;
        found = List.of(values);
        return this;
    }

    Checked form(DataListForm other) {
        form = other;
        return this;
    }

    Checked values(double minimum, double maximum, double share) {
        values = new ChannelValues(minimum, maximum, share);
        return this;
    }

    Checked problem(Problem problem) {
        problems.add(problem);
        return this;
    }

    Checked folds(int count) {
        folds = count;
        return this;
    }

    Checked headersOnly() {
        headersOnly = true;
        return this;
    }

    Checked cases(int count, List<Integer> size, List<Double> spacing, String codes) {
        return cases(count, size, size, spacing, codes);
    }

    Checked cases(int count, List<Integer> size, List<Integer> nonzero, List<Double> spacing, String codes) {
        SortedMap<Integer, Double> volumes = new TreeMap<>();
        found.forEach(value -> volumes.put(value, 100.0));
        for (int i = 0; i < count; i++) {
            cases.add(new CaseFingerprint("case" + cases.size(), size, spacing, codes, IntStream.range(0, Math.max(1, channels.size()))
                    .mapToObj(_ -> new Intensities(40, 20, -100, -80, 45, 200, 300)).toList(),
                    IntStream.range(0, Math.max(1, channels.size())).mapToObj(_ -> values).toList(), nonzero, List.of(3, 3, 3), volumes));
        }
        return this;
    }

    DataReport report() {
        List<DataCase> files = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String id = cases.get(i).id();
            files.add(new DataCase(id, id, CasePart.TRAINING, List.of(Path.of(id + ".nii.gz")), Optional.of(Path.of(id + "_seg.nii.gz")),
                    folds == 0 ? OptionalInt.empty() : OptionalInt.of(i % folds)));
        }
        DataList list = new DataList("Some", form, Path.of("some"), channels, labels, files, List.of(), Map.of(), problems);
        SortedMap<Integer, DataFingerprint.LabelVolume> volumes = new TreeMap<>();
        found.forEach(value -> volumes.put(value, new DataFingerprint.LabelVolume(cases.size(), 100, 100, 100, 0.1)));
        CaseFingerprint first = cases.getFirst();
        return new DataReport(list, problems, cases, new DataFingerprint(cases.size(), first.size().stream().map(Double::valueOf).toList(),
                first.size(), first.size(), first.spacing(), first.spacing(), first.spacing(), new TreeMap<>(), first.intensities(),
                first.values(), first.nonzeroBoxShare(), List.of(3, 3, 3), volumes), headersOnly);
    }
}

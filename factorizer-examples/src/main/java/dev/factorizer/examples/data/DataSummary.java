package dev.factorizer.examples.data;

import dev.factorizer.io.datacheck.DataFingerprint;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datacheck.Intensities;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.io.datalist.LabelMeaning;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A checked data set in lines for people.
 *
 * @param report what the check found
 */
public record DataSummary(DataReport report) {
    private static final int MOST_FOLDS = 20;
    /** A damaged disk makes thousands. */
    private static final int SHOWN = 20;
    private static final double CUBIC_MILLIMETERS_OF_MILLILITER = 1000;

    /** {@return what the data set is, what its images are like, and what is wrong, by kind} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(list(report.list()));
        fingerprint(lines);
        for (Map.Entry<ProblemKind, List<Problem>> group : report.byKind().entrySet()) {
            List<Problem> problems = group.getValue();
            lines.add("");
            lines.add(group.getKey().title() + ": " + count(problems));
            problems.stream().limit(SHOWN).forEach(problem -> lines.add("  " + (problem instanceof Problem.Warning ? "warning: " : "")
                    + problem.sentence()));
            if (problems.size() > SHOWN) {
                lines.add("  and " + (problems.size() - SHOWN) + " more; \"factorizer check DATA --output FILE\" writes all");
            }
        }
        lines.add("");
        lines.add("found " + count(report.problems()));
        return lines;
    }

    /**
     * What a data set is.
     *
     * @param list the data set
     * @return some lines
     */
    public static List<String> list(DataList list) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.of(list.name()) + ": " + list.form().title() + ", " + Printable.of(list.source()));
        lines.add("cases: " + Arrays.stream(CasePart.values()).map(part -> list.cases(part).size() + " " + part.key())
                .collect(Collectors.joining(", ")));
        lines.add("channels: " + (list.channels().isEmpty() ? "not named" : Printable.of(String.join(", ", list.channels()))));
        lines.add("labels: " + Printable.of(list.labels().describe()));
        if (!list.unlabeled().isEmpty()) {
            SortedMap<String, Integer> missing = new TreeMap<>();
            list.unlabeled().values().forEach(labels -> labels.forEach(label -> missing.merge(label, 1, Integer::sum)));
            lines.add("partly labeled: " + cases(list.unlabeled().size()) + "; not looked for " + Printable.of(missing.entrySet().stream()
                    .map(entry -> entry.getKey() + " in " + cases(entry.getValue())).collect(Collectors.joining(", "))));
        }
        List<Fold> folds = Folds.all(list);
        lines.add("folds: " + (folds.isEmpty() ? "none" : folds.size() + ", for validation "
                + folds.stream().limit(MOST_FOLDS).map(fold -> Integer.toString(fold.validation().size())).collect(Collectors.joining(", "))
                + (folds.size() > MOST_FOLDS ? " …" : "") + " cases"));
        return lines;
    }

    private static String cases(int count) {
        return count + (count == 1 ? " case" : " cases");
    }

    private static String count(List<Problem> problems) {
        long warnings = problems.stream().filter(Problem.Warning.class::isInstance).count();
        long faults = problems.size() - warnings;
        String faulty = faults + (faults == 1 ? " fault" : " faults");
        String warned = warnings + (warnings == 1 ? " warning" : " warnings");
        return faults == 0 && warnings > 0 ? warned : warnings == 0 ? faulty : faulty + ", " + warned;
    }

    private void fingerprint(List<String> lines) {
        DataFingerprint all = report.fingerprint();
        if (all.cases() == 0) {
            return;
        }
        lines.add("voxels: " + sizes(all.smallestSize()) + " to " + sizes(all.largestSize()) + ", median " + sizes(all.medianSize()));
        lines.add("spacing: median " + sizes(all.medianSpacing()) + " mm" + (all.finestSpacing().equals(all.coarsestSpacing()) ? ""
                : ", from " + sizes(all.finestSpacing()) + " to " + sizes(all.coarsestSpacing())) + "; axes: " + all.axisCodes().entrySet().stream()
                .map(entry -> entry.getKey() + " in " + cases(entry.getValue()))
                .collect(Collectors.joining(", ")));
        for (int channel = 0; channel < all.intensities().size(); channel++) {
            Intensities one = all.intensities().get(channel);
            String name = channel < report.list().channels().size() ? report.list().channels().get(channel) : "channel " + channel;
            lines.add(Printable.of(name) + ": " + String.format(Locale.ROOT, "mean %.4g, deviation %.4g, from %.4g (0.5 %%: %.4g) to %.4g"
                    + " (99.5 %%: %.4g), median %.4g, in the foreground", one.mean(), one.deviation(), one.minimum(),
                    one.percentile0005(), one.maximum(), one.percentile9995(), one.median()));
        }
        all.labels().forEach((value, volume) -> lines.add("label " + Printable.of(name(value)) + ": in " + volume.cases()
                + (volume.cases() == 1 ? " case, " : " cases, ") + milliliters(volume.smallest()) + " to " + milliliters(volume.largest())
                + " ml, median " + milliliters(volume.median()) + ", " + percent(volume.share()) + " % of the image"));
        if (!all.largestLabelSize().isEmpty()) {
            lines.add("labels lie in boxes of at most " + sizes(all.largestLabelSize()) + " voxels; without what is 0, "
                    + percent(all.nonzeroBoxShare()) + " % of an image is left");
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", 100 * share);
    }

    private static String milliliters(double volume) {
        return String.format(Locale.ROOT, "%.2f", volume / CUBIC_MILLIMETERS_OF_MILLILITER);
    }

    private String name(int value) {
        return value + report.list().labels().meanings().stream().filter(meaning -> meaning.values().equals(List.of(value)))
                .map(LabelMeaning::name).findFirst().map(name -> " " + name).orElse("");
    }

    private static String sizes(List<? extends Number> sizes) {
        return sizes.stream().map(size -> size.doubleValue() == size.intValue() ? Integer.toString(size.intValue())
                : String.format(Locale.ROOT, "%.2f", size.doubleValue()))
                .collect(Collectors.joining("×"));
    }
}

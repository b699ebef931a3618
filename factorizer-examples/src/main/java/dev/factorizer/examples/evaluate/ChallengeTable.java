package dev.factorizer.examples.evaluate;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.challenges.BratsLesionWise;
import dev.factorizer.models.challenges.IslesScore;
import dev.factorizer.models.challenges.LesionWiseScore;
import dev.factorizer.models.evaluation.CsvTable;
import dev.factorizer.models.evaluation.LabelPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The scores of a challenge, a row for each case and region. */
public final class ChallengeTable {
    /** The challenge whose lesions are all labels but 0. */
    private static final String ISLES = "isles22";

    private final String challenge;
    private final List<List<String>> rows = new ArrayList<>();
    /** The values of all cases by tissue, then by column. */
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    /**
     * An empty table.
     *
     * @param challenge one of {@link #names}
     */
    public ChallengeTable(String challenge) {
        this.challenge = challenge;
        if (challenge.equals(ISLES)) {
            rows.add(List.of("case", "dice", "volumeDifference", "lesionCountDifference", "lesionF1"));
            return;
        }
        Stream<String> first = Stream.of("case", "tissue", "truePositives", "falsePositives", "falseNegatives", "lesionWiseDice",
                "lesionWiseHd95");
        Stream<String> tolerances = rules().tolerances().stream().map(tolerance -> "lesionWiseNsd@" + tolerance);
        rows.add(Stream.of(first, tolerances, Stream.of("dice", "hd95", "sensitivity", "specificity")).flatMap(names -> names).toList());
    }

    /** {@return the challenges} */
    public static List<String> names() {
        return Stream.concat(BratsLesionWise.published().keySet().stream(), Stream.of(ISLES)).toList();
    }

    /** {@return the labels that its maps may have, with 0; none if all are foreground} */
    public Set<Integer> labels() {
        return challenge.equals(ISLES) ? Set.of() : rules().labels();
    }

    private BratsLesionWise rules() {
        return BratsLesionWise.published().get(challenge).get();
    }

    /**
     * Adds a case.
     *
     * @param pair what was found and what is there
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if the maps are not on the same grid, or have a label that the challenge doesn't know
     */
    public void add(LabelPair pair) throws IOException {
        Volume prediction = pair.readPrediction();
        Volume truth = pair.readTruth();
        if (challenge.equals(ISLES)) {
            IslesScore score = IslesScore.of(truth.grid().sizes(), truth.grid().affine().voxelVolume(),
                    voxel -> prediction.voxels()[voxel] != 0, voxel -> truth.voxels()[voxel] != 0);
            add("lesion", List.of(pair.name()), score.dice(), score.volumeDifference(), score.lesionCountDifference(), score.lesionF1());
            return;
        }
        for (LesionWiseScore score : lesionWise(pair, prediction, truth)) {
            double[] numbers = DoubleStream.concat(DoubleStream.of(score.dice(), score.hausdorff95()), DoubleStream.concat(
                    score.surfaceDice().stream().mapToDouble(Double::doubleValue), DoubleStream.of(score.whole().dice(),
                    score.whole().hausdorff95(), score.whole().sensitivity(), score.whole().specificity()))).toArray();
            add(score.tissue(), List.of(pair.name(), score.tissue(), Integer.toString(score.truePositives()),
                    Integer.toString(score.falsePositives()), Integer.toString(score.falseNegatives())), numbers);
        }
    }

    private List<LesionWiseScore> lesionWise(LabelPair pair, Volume prediction, Volume truth) {
        try {
            return rules().score(prediction, truth);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("case " + pair.name() + ": " + e.getMessage(), e);
        }
    }

    private void add(String tissue, List<String> first, double... numbers) {
        List<String> row = new ArrayList<>(first);
        for (double number : numbers) {
            values.computeIfAbsent(tissue, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(rows.getFirst().get(row.size()), _ -> new ArrayList<>()).add(number);
            row.add(String.format(Locale.ROOT, "%.6f", number));
        }
        rows.add(row);
    }

    private List<MeanRow> means() {
        List<MeanRow> means = new ArrayList<>();
        values.forEach((tissue, columns) -> columns.forEach((column, all) -> means.add(new MeanRow(tissue, column, column,
                MetricReport.BOOTSTRAP.of(all.stream().mapToDouble(Double::doubleValue).toArray())))));
        return means;
    }

    /** {@return the mean of each score over cases, with its interval} */
    public List<Map<String, Object>> meanTrees() {
        return means().stream().map(MeanRow::tree).toList();
    }

    /**
     * Prints the means.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        out.println("challenge " + challenge);
        MeanRow.print(means(), MetricReport.BOOTSTRAP, out);
    }

    /** {@return the table, for spreadsheets} */
    public String csv() {
        CsvTable table = new CsvTable();
        rows.forEach(table::add);
        return table.toString();
    }
}

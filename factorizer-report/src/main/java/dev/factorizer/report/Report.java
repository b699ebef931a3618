package dev.factorizer.report;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.report.cohort.CaseFiles;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.page.GalleryCase;
import dev.factorizer.report.page.ReportContent;
import dev.factorizer.report.page.ReportPage;
import dev.factorizer.report.page.ShownCase;
import dev.factorizer.report.runs.RunRecord;
import dev.factorizer.report.volumes.CohortScan;
import dev.factorizer.report.volumes.ComponentMap;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes an evaluation as one HTML file: the result with its confidence intervals and failures, a table of all cases, the worst and most
 * uncertain cases as pictures, one case as a volume, reliability, volumes, metrics, the training and where all comes from.
 *
 * <pre>{@code
 * EvaluationResult evaluation = EvaluationFolder.in(Path.of("evaluation")).read();
 * Report.of(evaluation).withImages(DataLists.read(Path.of("data")).cases()).withRun(Path.of("run/fold_0"))
 *         .write(Path.of("report.html"), progress -> { });
 * }</pre>
 *
 * Only the evaluation is required. What is not given, not there or damaged is left out, and the page says so. The file needs no other
 * file and no network, and runs no script but its own.
 */
public final class Report {
    /** What the page takes besides pictures, volumes and the table: mostly the viewer. */
    private static final long PAGE_BYTES = 2_450_000;
    private static final long LEAST_VOLUME_BYTES = 300_000;
    private static final int VALUE_BYTES = 9;
    private static final int CASE_BYTES = 400;
    private static final int MOST_SAID = 40;

    private final EvaluationResult evaluation;
    private final Optional<List<DataCase>> images;
    private final Optional<Path> predictions;
    private final Optional<Path> references;
    private final Optional<Path> run;
    private final Optional<Path> components;
    private final ReportSettings settings;

    private Report(EvaluationResult evaluation, Optional<List<DataCase>> images, Optional<Path> predictions, Optional<Path> references,
            Optional<Path> run, Optional<Path> components, ReportSettings settings) {
        this.evaluation = evaluation;
        this.images = images;
        this.predictions = predictions;
        this.references = references;
        this.run = run;
        this.components = components;
        this.settings = settings;
    }

    /**
     * {@return a report of an evaluation}
     *
     * @param evaluation what was measured
     */
    public static Report of(EvaluationResult evaluation) {
        return new Report(evaluation, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                ReportSettings.DEFAULT);
    }

    /**
     * {@return the same with pictures of the cases}
     *
     * @param cases their images; a case belongs to the one of the evaluation that has its id or the name of its first image
     */
    public Report withImages(List<DataCase> cases) {
        return new Report(evaluation, Optional.of(List.copyOf(cases)), predictions, references, run, components, settings);
    }

    /**
     * {@return the same with predictions that lie elsewhere than when they were evaluated}
     *
     * @param folder where they are now
     */
    public Report withPredictions(Path folder) {
        return new Report(evaluation, images, Optional.of(folder), references, run, components, settings);
    }

    /**
     * {@return the same with references that lie elsewhere than when they were compared}
     *
     * @param folder where they are now
     */
    public Report withReferences(Path folder) {
        return new Report(evaluation, images, predictions, Optional.of(folder), run, components, settings);
    }

    /**
     * {@return the same with the training}
     *
     * @param folder of a training, with all its folds, or of one of them
     */
    public Report withRun(Path folder) {
        return new Report(evaluation, images, predictions, references, Optional.of(folder), components, settings);
    }

    /**
     * {@return the same with component maps in the viewer}
     *
     * @param folder where {@code explain} wrote them
     */
    public Report withComponents(Path folder) {
        return new Report(evaluation, images, predictions, references, run, Optional.of(folder), settings);
    }

    /**
     * {@return the same with other settings}
     *
     * @param other what is in the report
     */
    public Report withSettings(ReportSettings other) {
        return new Report(evaluation, images, predictions, references, run, components, other);
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param file where to; its folder must exist
     * @param done receives the progress after each case that was read or drawn
     * @return what was written
     * @throws IOException if the file can't be written, or a folder that was given is not what it should be
     * @throws IllegalArgumentException if a setting doesn't fit the cases
     */
    public ReportSummary write(Path file, Consumer<Progress> done) throws IOException {
        Optional<RunRecord> training = run.isPresent() ? Optional.of(RunRecord.read(run.get())) : Optional.empty();
        requireFolder(predictions, "of predictions");
        requireFolder(references, "of references");
        requireFolder(components, "of component maps");
        CaseFinder finder = new CaseFinder(predictions, references, images, settings.channel());
        Cohort cohort = new Cohort(evaluation, finder.find(evaluation.cases()));
        Path target = file.toAbsolutePath();
        AtomicFile.requireWritable(List.of(target), read(cohort));
        List<String> leftOut = new ArrayList<>(finder.leftOut(evaluation.cases().size()));
        int cases = evaluation.cases().size();
        int total = cases + settings.worst() + settings.uncertain();
        CohortScan scan = CohortScan.of(cohort, read -> done.accept(new Progress(read, total)));
        leftOut.addAll(scan.leftOut());
        Drawing drawing = new Drawing(cohort, settings, leftOut);
        List<GalleryCase> worst = drawing.worst(drawn -> done.accept(new Progress(cases + drawn, total)));
        List<GalleryCase> uncertain = drawing.uncertain(scan, drawn -> done.accept(new Progress(cases + settings.worst() + drawn, total)));
        Optional<ShownCase> shown = drawing.shown(scan, maps(cohort, finder, leftOut), volumeBytes(drawing));
        explain(leftOut, cohort, scan, training);
        List<String> said = shortened(leftOut);
        byte[] page = ReportPage.of(new ReportContent(settings.title(), cohort, scan, worst, uncertain, shown, training, version(), said))
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(target, out -> out.write(page));
        done.accept(new Progress(total, total));
        return new ReportSummary(file, page.length, evaluation.cases().size(), drawing.count(), said);
    }

    /** Where all of many cases are damaged, a list of all of them helps no more than that of some. */
    private static List<String> shortened(List<String> sentences) {
        if (sentences.size() <= MOST_SAID) {
            return sentences;
        }
        List<String> some = new ArrayList<>(sentences.subList(0, MOST_SAID));
        some.add("and " + (sentences.size() - MOST_SAID) + " more");
        return some;
    }

    private static void requireFolder(Optional<Path> folder, String what) throws IOException {
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new MalformedFileException(folder.get(), (Files.exists(folder.get()) ? "is no folder" : "does not exist") + ", expected a folder "
                    + what);
        }
    }

    private static List<Path> read(Cohort cohort) {
        return cohort.files().values().stream().flatMap((CaseFiles files) -> Stream.of(files.image(), files.truth(), files.prediction(),
                files.probabilities(), files.entropy())).flatMap(Optional::stream).toList();
    }

    /** Maps have the names of images: where cases share one, it can't be told whose they are. */
    private Map<String, List<ComponentMap>> maps(Cohort cohort, CaseFinder finder, List<String> leftOut) throws IOException {
        Map<String, List<ComponentMap>> maps = new LinkedHashMap<>();
        Map<Path, List<String>> owners = new HashMap<>();
        for (CaseResult one : components.isPresent() ? cohort.cases() : List.<CaseResult>of()) {
            List<ComponentMap> found = ComponentMap.of(components.get(), finder.names(one.name()));
            if (!found.isEmpty()) {
                maps.put(one.name(), found);
                found.forEach(map -> owners.computeIfAbsent(map.file(), _ -> new ArrayList<>()).add(one.name()));
            }
        }
        Optional<List<String>> shared = owners.values().stream().filter(names -> names.size() > 1).findFirst();
        if (shared.isPresent() && settings.shownCase().isEmpty()) {
            leftOut.add("Component maps: the same files may be of " + shared.get().getFirst() + " and " + shared.get().get(1)
                    + ", whose images have one name, and are not shown; name the case, by --case, in Java by withShownCase.");
            return Map.of();
        }
        if (components.isPresent() && maps.isEmpty()) {
            leftOut.add("No component maps of a case of this evaluation were found in " + components.get() + ".");
        }
        return maps;
    }

    private long volumeBytes(Drawing drawing) {
        long values = (long) evaluation.cases().size() * evaluation.settings().regions().size() * evaluation.settings().metrics().size();
        return Math.max(LEAST_VOLUME_BYTES, settings.bytes() - PAGE_BYTES - drawing.bytes() - VALUE_BYTES * values
                - (long) CASE_BYTES * evaluation.cases().size());
    }

    private void explain(List<String> leftOut, Cohort cohort, CohortScan scan, Optional<RunRecord> training) {
        if (cohort.files().values().stream().noneMatch(files -> files.entropy().isPresent())) {
            leftOut.add("No entropy was found beside the predictions, so no case is called uncertain; predict with --uncertainty.");
        }
        if (scan.reliabilityCases() == 0 && cohort.files().values().stream().noneMatch(files -> files.probabilities().isPresent())) {
            leftOut.add("No probabilities were found beside the predictions, so their reliability is not shown; predict with --probabilities.");
        }
        if (training.isEmpty()) {
            leftOut.add("The training was not given, so its curves, recipe and machine are not shown.");
        } else if (training.get().log().isEmpty()) {
            leftOut.add("The folder of the training has no log.jsonl, so its curves are not shown.");
        }
        if (components.isEmpty()) {
            leftOut.add("Component maps were not given.");
        }
    }

    private static String version() {
        return Optional.ofNullable(Report.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                .orElse("of an unknown version, on the class path");
    }
}

package dev.factorizer.report;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.report.cohort.CaseFiles;
import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.page.GalleryCase;
import dev.factorizer.report.page.ShownCase;
import dev.factorizer.report.pictures.CasePictures;
import dev.factorizer.report.pictures.IntensityWindow;
import dev.factorizer.report.volumes.CaseVolumes;
import dev.factorizer.report.volumes.CohortScan;
import dev.factorizer.report.volumes.ComponentMap;
import dev.factorizer.report.volumes.ViewerCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Draws cases. One that can't be read is left out, the next one takes its place, and the reason is kept. */
final class Drawing {
    private static final int PICTURE = 200;
    /** Base64 has four characters for three bytes; outlines and the rest of a card are small beside pictures. */
    private static final double CARD_FACTOR = 1.5;

    private final Cohort cohort;
    private final ReportSettings settings;
    private final List<String> leftOut;
    private final Map<String, GalleryCase> drawn = new HashMap<>();

    Drawing(Cohort cohort, ReportSettings settings, List<String> leftOut) {
        this.cohort = cohort;
        this.settings = settings;
        this.leftOut = leftOut;
    }

    List<GalleryCase> worst(IntConsumer done) {
        return draw(cohort.worst(), settings.worst(), done);
    }

    List<GalleryCase> uncertain(CohortScan scan, IntConsumer done) {
        return draw(cohort.cases().stream().filter(one -> scan.uncertainty().containsKey(one.name()))
                .sorted(Comparator.<CaseResult>comparingDouble(one -> entropy(scan, one)).reversed()), settings.uncertain(), done);
    }

    private static double entropy(CohortScan scan, CaseResult one) {
        return Objects.requireNonNull(scan.uncertainty().get(one.name()), one.name()).entropy();
    }

    /** How many different cases were drawn. */
    int count() {
        return drawn.size();
    }

    /** About how many bytes the pictures take in the page. */
    long bytes() {
        return (long) (CARD_FACTOR * drawn.values().stream().flatMap(one -> one.pictures().planes().stream())
                .mapToLong(plane -> plane.png().length + plane.truth().length() + plane.prediction().length()).sum());
    }

    private List<GalleryCase> draw(Stream<CaseResult> cases, int most, IntConsumer done) {
        List<GalleryCase> gallery = new ArrayList<>();
        for (CaseResult one : cases.filter(each -> cohort.files(each).canBeDrawn()).toList()) {
            if (gallery.size() == most) {
                break;
            }
            picture(one).ifPresent(gallery::add);
            done.accept(gallery.size());
        }
        return gallery;
    }

    private Optional<GalleryCase> picture(CaseResult one) {
        if (!drawn.containsKey(one.name())) {
            try {
                drawn.put(one.name(), picture(one, CaseVolumes.read(cohort.files(one))));
            } catch (IOException | IllegalArgumentException e) {
                leftOut.add("Pictures of " + one.name() + ": " + e.getMessage());
            }
        }
        return Optional.ofNullable(drawn.get(one.name()));
    }

    private GalleryCase picture(CaseResult one, CaseVolumes volumes) throws IOException {
        RegionResult region = Cohort.worstRegion(one);
        Set<Integer> labels = cohort.regions().stream().filter(other -> other.name().equals(region.region())).findFirst().orElseThrow().labels();
        return new GalleryCase(one, region, CasePictures.of(volumes, labels, window(volumes), PICTURE));
    }

    private IntensityWindow window(CaseVolumes volumes) {
        return settings.window().map(window -> new IntensityWindow(window.low(), window.high())).orElseGet(() -> IntensityWindow.of(volumes.image()));
    }

    /** The case of the viewer. */
    Optional<ShownCase> shown(CohortScan scan, Map<String, List<ComponentMap>> components, long bytes) {
        Optional<CaseResult> chosen = chosen(components);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        CaseResult one = chosen.get();
        CaseFiles files = cohort.files(one);
        try {
            CaseVolumes volumes = CaseVolumes.read(files);
            GalleryCase slices = picture(one, volumes);
            List<ComponentMap> maps = components.getOrDefault(one.name(), List.of());
            ViewerCase viewer = ViewerCase.of(files, volumes, scan.channels(), maps.subList(0, Math.min(settings.components(), maps.size())),
                    window(volumes), bytes);
            int[] center = slices.pictures().center().voxel();
            return Optional.of(new ShownCase(slices, viewer, volumes.truth().grid().affine().apply(center[0], center[1], center[2]), maps));
        } catch (IOException | IllegalArgumentException e) {
            leftOut.add("The viewer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<CaseResult> chosen(Map<String, List<ComponentMap>> components) {
        if (settings.shownCase().isPresent()) {
            String name = settings.shownCase().get();
            CaseResult one = cohort.cases().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("report: there is no case \"" + name + "\" to be shown, expected one of the evaluation, such as "
                            + cohort.cases().getFirst().name()));
            if (!cohort.files(one).canBeDrawn()) {
                throw new IllegalArgumentException("report: case \"" + name
                        + "\" can't be shown, as its image, reference or prediction was not found");
            }
            return Optional.of(one);
        }
        List<CaseResult> possible = cohort.worst().filter(each -> cohort.files(each).canBeDrawn()).toList();
        return possible.stream().filter(each -> components.containsKey(each.name())).findFirst().or(() -> possible.stream().findFirst());
    }
}

package dev.factorizer.io.datacheck;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at the files of one case, one after the other: its label first, because that says where the foreground is. */
final class CaseCheck {
    private final DataCase one;
    private final DataList list;
    private final boolean headersOnly;
    private final int samplesOfChannel;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Intensities> intensities = new ArrayList<>();
    private final List<ChannelValues> values = new ArrayList<>();
    private final List<float[]> samples = new ArrayList<>();
    private final Extent nonzero = new Extent();
    private final Extent labeled = new Extent();
    private final Map<Path, String> hashes = new LinkedHashMap<>();
    private SortedMap<Integer, Double> volumes = new TreeMap<>();
    private boolean memoryEnded;
    private int channels;
    private @Nullable Grid grid;

    CaseCheck(DataCase one, DataList list, boolean headersOnly, int samplesOfChannel) {
        this.one = one;
        this.list = list;
        this.headersOnly = headersOnly;
        this.samplesOfChannel = samplesOfChannel;
    }

    CaseFindings run() {
        Volume labels = one.label().isPresent() && !headersOnly ? labels(one.label().get()) : null;
        VolumeOutline outline = one.label().isPresent() && headersOnly ? outline(one.label().get()) : null;
        Grid labelGrid = labels != null ? labels.grid() : outline == null ? null : outline.frame().grid();
        boolean complete = true;
        for (Path image : one.images()) {
            complete &= headersOnly ? header(image) : image(image, labels);
        }
        if (grid != null && labelGrid != null) {
            GridCheck.difference(labelGrid, grid, one.images().getFirst())
                    .ifPresent(difference -> fault(ProblemKind.GRID, one.label().get(), difference));
        }
        if (complete && !list.channels().isEmpty() && channels != list.channels().size()) {
            fault(ProblemKind.CHANNELS, one.images().getFirst(), "the images of case " + one.id() + " have " + channels
                    + (channels == 1 ? " channel" : " channels") + ", expected " + list.channels().size() + ": "
                    + String.join(", ", list.channels()));
        }
        if (one.images().stream().distinct().count() < one.images().size()) {
            fault(ProblemKind.DUPLICATE, one.images().getFirst(), "case " + one.id() + " has the same file for several channels");
        }
        Optional<CaseFingerprint> fingerprint = grid == null || !complete ? Optional.empty() : Optional.of(new CaseFingerprint(one.id(),
                Arrays.stream(grid.sizes()).boxed().toList(), Arrays.stream(grid.spacing()).boxed().toList(),
                grid.affine().axisCodes().letters(), intensities, values, nonzero.size(), labeled.size(), volumes));
        return new CaseFindings(problems, fingerprint, complete ? samples : List.of(), hashes, memoryEnded);
    }

    private void fault(ProblemKind kind, Path file, String problem) {
        problems.add(Problem.fault(kind, one.id(), file, problem));
    }

    /** What a reader refuses is a problem among others. */
    private <T> @Nullable T read(Path file, Reader<T> reader) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            fault(ProblemKind.MISSING_FILE, file, "does not exist");
            return null;
        }
        try {
            return reader.read(file);
        } catch (MalformedFileException e) {
            memoryEnded |= e.getCause() instanceof OutOfMemoryError;
            problems.add(new Problem.Fault(ProblemKind.UNREADABLE, one.id(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            fault(ProblemKind.UNREADABLE, file, "can't be read: " + e);
        } catch (OutOfMemoryError e) {
            memoryEnded = true;
            fault(ProblemKind.UNREADABLE, file, "needs more memory than Java has; give it more by -Xmx");
        }
        return null;
    }

    /** A way to read a file. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private void warn(List<String> warnings) {
        warnings.forEach(warning -> problems.add(new Problem.Warning(ProblemKind.FORMAT, one.id(), warning)));
    }

    private @Nullable VolumeOutline outline(Path file) {
        VolumeOutline outline = read(file, Volumes::outline);
        if (outline != null) {
            warn(outline.frame().warnings());
        }
        return outline;
    }

    private boolean header(Path image) {
        VolumeOutline outline = outline(image);
        if (outline != null) {
            place(image, outline.frame().grid(), outline.channels());
        }
        return outline != null;
    }

    private void place(Path image, Grid found, int count) {
        channels += count;
        if (grid == null) {
            grid = found;
        } else {
            GridCheck.difference(found, grid, one.images().getFirst()).ifPresent(difference -> fault(ProblemKind.GRID, image, difference));
        }
        GridCheck.shear(found).ifPresent(shear -> problems.add(Problem.warning(ProblemKind.AFFINE, one.id(), image, shear)));
    }

    private @Nullable Volume labels(Path file) {
        Volume labels = read(file, Volumes::readLabels);
        if (labels == null) {
            return null;
        }
        warn(labels.warnings());
        labels.firstNonFinite().ifPresent(voxel -> problems.add(new Problem.Fault(ProblemKind.NON_FINITE, one.id(), voxel.describe())));
        LabelValues found = LabelValues.of(labels);
        labeled.addNonzero(labels);
        // A channel for each region has 0 and 1, whatever the labels are.
        String mistake = found.mistake(labels.channels() == 1 ? list.labels() : LabelScheme.classes(Collections.nCopies(2, "region")));
        if (!mistake.isEmpty()) {
            fault(ProblemKind.LABELS, file, mistake);
        }
        if (found.isEmpty()) {
            problems.add(Problem.warning(ProblemKind.EMPTY, one.id(), file, "no voxel has a label above 0, so there is nothing to find"));
        }
        if (labels.channels() == 1) {
            volumes = found.volumes(labels.grid().affine().voxelVolume());
        }
        return labels;
    }

    private boolean image(Path file, @Nullable Volume labels) {
        Volume image = read(file, Volumes::read);
        if (image == null) {
            return false;
        }
        warn(image.warnings());
        place(file, image.grid(), image.channels());
        image.firstNonFinite().ifPresent(voxel -> problems.add(new Problem.Fault(ProblemKind.NON_FINITE, one.id(), voxel.describe())));
        boolean fits = labels != null && labels.channels() == 1 && labels.grid().voxels() == image.grid().voxels() && !volumes.isEmpty();
        nonzero.addNonzero(image);
        ImageScan scan = ImageScan.of(image, fits ? labels : null, samplesOfChannel);
        boolean varied = false;
        for (int channel = 0; channel < image.channels(); channel++) {
            float least = scan.minimum().get(channel);
            float most = scan.maximum().get(channel);
            String which = image.channels() == 1 ? "" : "channel " + channel + ": ";
            if (least >= most) {
                fault(ProblemKind.CONSTANT, file, which + (least > most ? "no voxel is finite" : "all voxels are " + least)
                        + ", expected an image");
            } else if (most <= 0) {
                fault(ProblemKind.EMPTY, file, which + "no voxel is above 0, so there is no foreground to crop to; add a constant, such as "
                        + -least);
            }
            varied |= least < most;
            values.add(new ChannelValues(least, most, (double) scan.nonzero().get(channel) / image.grid().voxels()));
            float[] some = scan.samples().get(channel);
            samples.add(some);
            intensities.add(some.length == 0 ? new Intensities(least, 0, least, least, least, least, most) : Intensities.of(some.clone()));
        }
        if (varied) {
            hashes.put(file, scan.hash());
        }
        return true;
    }
}

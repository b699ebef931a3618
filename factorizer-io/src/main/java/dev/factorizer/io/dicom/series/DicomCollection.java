package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.files.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DICOM files in a folder, an archive or a list, looked through up to their pixels: which {@linkplain DicomSeries series} they
 * make. Files may have any names and lie in any order and depth; what is no DICOM image is left out with a warning. Takes memory for
 * the places of slices, not for files.
 */
public final class DicomCollection {
    private static final int MOST_LISTED = 50;

    private final Path path;
    private final List<DicomSeries> series;

    /** A series while its files are looked through. */
    private static final class Found {
        private final SeriesHeader header;
        private final List<Slice> slices = new ArrayList<>();
        private final WarningCounts warnings = new WarningCounts();
        private @Nullable MalformedFileException refusal;

        Found(SeriesHeader header) {
            this.header = header;
        }
    }

    private DicomCollection(Path path, List<DicomSeries> series) {
        this.path = path;
        this.series = series;
    }

    /**
     * Looks through a folder with all folders in it, a zip or tar archive (which may be gzipped), or a single file.
     *
     * @param path the folder, archive or file
     * @return its series
     * @throws MalformedFileException if a DICOM file is damaged or none is there
     * @throws IOException if the disk fails
     */
    public static DicomCollection of(Path path) throws IOException {
        return of(path, container(path));
    }

    /**
     * Looks through files.
     *
     * @param files DICOM files, at least one
     * @return their series
     * @throws MalformedFileException if one is damaged or no DICOM file
     * @throws IOException if the disk fails
     */
    public static DicomCollection of(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("DICOM collection: no file named, expected at least one");
        }
        return of(files.getFirst(), LooseFiles.of(files));
    }

    private static DicomContainer container(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return LooseFiles.in(path);
        }
        try (ImageFile file = ImageFile.open(path)) {
            Optional<FileFormat> format = FileFormat.of(file.bytes().readNBytes(FileFormat.BYTES));
            return format.equals(Optional.of(FileFormat.ZIP)) ? new ZipArchive(path)
                    : format.equals(Optional.of(FileFormat.TAR)) ? new TarArchive(path) : LooseFiles.of(List.of(path));
        }
    }

    private static DicomCollection of(Path path, DicomContainer container) throws IOException {
        Map<Object, Found> found = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        LeftOut left = container.scan((entry, file) -> {
            Optional<DicomImage> image = DicomImage.of(file.dataset(), entry, file.name());
            if (image.isPresent()) {
                add(found, image.get(), file);
            } else {
                others.add(String.valueOf(file.name().getFileName()));
            }
        });
        others.forEach(left::add);
        if (found.isEmpty() && container instanceof LooseFiles loose && !loose.isFolder()) {
            throw new MalformedFileException(path, "is a DICOM file without an image, such as a report, a plan or a list of files; expected"
                    + " images of one series");
        }
        if (found.isEmpty()) {
            throw new MalformedFileException(path, "holds no DICOM images" + (left.count() == 0 ? "" : left.count() == 1
                    ? ", only one other file" : ", only " + left.count() + " other files")
                    + ", expected a series of one scan; name a folder or archive that holds one, or an image by its own name");
        }
        List<String> warnings = left.count() == 0 ? List.of() : List.of(Printable.of(left.warning(path)));
        List<DicomSeries> series = new ArrayList<>();
        for (Found one : found.values()) {
            List<List<Slice>> parts = SeriesParts.of(one.slices);
            List<String> own = new ArrayList<>(warnings);
            own.addAll(one.warnings.sentences());
            int count = parts.size() + (one.refusal == null ? 0 : 1);
            for (int i = 0; i < parts.size(); i++) {
                series.add(new DicomSeries(one.header, count == 1 ? 0 : i + 1, SeriesParts.difference(parts, i), parts.get(i),
                        Optional.empty(), container, own));
            }
            if (one.refusal != null) {
                series.add(new DicomSeries(one.header, count == 1 ? 0 : count, "", List.of(), Optional.of(one.refusal), container, own));
            }
        }
        return new DicomCollection(path, List.copyOf(series));
    }

    private static void add(Map<Object, Found> found, DicomImage image, DicomFile file) {
        SeriesHeader header = image.series();
        Found series = found.computeIfAbsent(header.uid().isEmpty() ? header : header.uid(), none -> new Found(header));
        series.slices.addAll(image.slices());
        if (series.refusal == null) {
            series.refusal = image.refusal().orElse(null);
        }
        image.warnings().forEach(series.warnings::add);
        for (String warning : file.warnings()) {
            series.warnings.add(file.name(), warning);
        }
    }

    /** {@return the series, and the parts of those that make no single volume, in the order in which they were found} */
    public List<DicomSeries> series() {
        return series;
    }

    /**
     * The one series.
     *
     * @return it
     * @throws MalformedFileException if there are several, listing them
     */
    public DicomSeries only() throws MalformedFileException {
        if (series.size() > 1) {
            throw several("holds " + series.size() + " series or parts of one, expected a single one; choose it by its number, or by its"
                    + " UID or the beginning of that (option --series)", series);
        }
        return series.getFirst();
    }

    /**
     * The series of a name: a UID, its beginning, or a SeriesNumber. If a series has parts, {@code /} and the part's number follow.
     *
     * @param name the name
     * @return the series
     * @throws MalformedFileException if none or several have the name, listing them
     */
    public DicomSeries named(String name) throws MalformedFileException {
        int slash = name.lastIndexOf('/');
        String base = slash < 0 ? name : name.substring(0, slash);
        String part = slash < 0 ? "" : name.substring(slash + 1);
        List<DicomSeries> exact = series.stream()
                .filter(one -> one.uid().equals(base) || !base.isEmpty() && one.number().equals(base)).toList();
        List<DicomSeries> likely = exact.isEmpty() && !base.isEmpty()
                ? series.stream().filter(one -> one.uid().startsWith(base)).toList() : exact;
        List<DicomSeries> chosen = likely.stream().filter(one -> part.isEmpty() || String.valueOf(one.part()).equals(part)).toList();
        if (chosen.isEmpty()) {
            throw several("holds no series \"" + name + "\", expected one of these, by number, UID or the beginning of a UID", series);
        }
        if (chosen.size() > 1) {
            throw several("holds " + chosen.size() + " series or parts of one named \"" + name + "\", expected a single one; name it by its"
                    + " UID, and a part by / and its number", chosen);
        }
        return chosen.getFirst();
    }

    private MalformedFileException several(String sentence, List<DicomSeries> listed) {
        List<String> lines = new ArrayList<>(listed.stream().limit(MOST_LISTED).map(DicomSeries::describe).toList());
        if (listed.size() > MOST_LISTED) {
            lines.add("and " + (listed.size() - MOST_LISTED) + " more");
        }
        return new MalformedFileException(path, new MismatchException(sentence, lines));
    }
}

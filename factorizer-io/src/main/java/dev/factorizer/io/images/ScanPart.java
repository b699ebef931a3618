package dev.factorizer.io.images;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.dicom.Tag;
import dev.factorizer.io.dicom.series.DicomCollection;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What of a scan is read together: a file, a folder, or DICOM files of one slice each that follow one another.
 *
 * @param format of the files
 * @param files one, or the slices
 * @param series names of the DICOM series that are read; none for the only one
 */
record ScanPart(ImageFormat format, List<Path> files, List<String> series) {
    /**
     * The parts of a scan.
     *
     * @throws IOException if a file can't be opened
     * @throws IllegalArgumentException if there are more or less names than inputs that they could belong to
     */
    static List<ScanPart> of(ScanFiles scan) throws IOException {
        List<List<Path>> groups = new ArrayList<>();
        List<ImageFormat> formats = new ArrayList<>();
        boolean joins = false;
        for (Path file : scan.files()) {
            ImageStart start = ImageStart.of(file);
            ImageFormat format = ImageFormat.of(start);
            boolean isSlice = format == ImageFormat.DICOM && !start.isFolder() && !start.isArchive() && isSlice(file);
            if (isSlice && joins) {
                groups.getLast().add(file);
            } else {
                groups.add(new ArrayList<>(List.of(file)));
                formats.add(format);
            }
            joins = isSlice;
        }
        int choices = (int) formats.stream().filter(format -> format == ImageFormat.DICOM).count();
        int names = scan.series().size();
        if (names > 0 && choices != names && choices != 1) {
            throw new IllegalArgumentException("series: found " + names + (names == 1 ? " name" : " names") + " for " + choices
                    + " DICOM inputs, expected one for each");
        }
        List<ScanPart> parts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < groups.size(); i++) {
            List<String> own = List.of();
            if (names > 0 && formats.get(i) == ImageFormat.DICOM) {
                own = choices == 1 ? scan.series() : List.of(scan.series().get(next++));
            }
            parts.add(new ScanPart(formats.get(i), groups.get(i), own));
        }
        return parts;
    }

    private static boolean isSlice(Path file) throws IOException {
        return DicomFile.read(file).dataset().integer(Tag.NUMBER_OF_FRAMES).orElse(1) == 1;
    }

    /**
     * Reads the part.
     *
     * @return a volume, or one for each series, whose channels then have the series in their names
     * @throws IOException if it can't be read
     */
    List<Volume> read() throws IOException {
        Path file = files.getFirst();
        if (format != ImageFormat.DICOM || files.size() == 1 && series.isEmpty()) {
            return List.of(format.read(file));
        }
        DicomCollection collection = files.size() == 1 ? DicomCollection.of(file) : DicomCollection.of(files);
        if (series.isEmpty()) {
            return List.of(collection.only().read());
        }
        List<Volume> volumes = new ArrayList<>();
        for (String name : series) {
            Volume one = collection.named(name).read();
            volumes.add(new Volume(one.frame(), one.channels(), one.voxels(),
                    Collections.nCopies(one.channels(), file + ", series " + name)));
        }
        return volumes;
    }
}

package dev.factorizer.io.images;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.nifti.NiftiHeader;
import dev.factorizer.io.nifti.NiftiHeaderBuilder;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.nifti.NiftiType;
import dev.factorizer.io.nrrd.NrrdFile;
import dev.factorizer.io.pictures.LabelPicture;
import dev.factorizer.io.pictures.PictureFile;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.ResampleToMatch;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Reads volumes from files of any format that is known here (NIfTI, DICOM, NRRD, MetaImage, NumPy, pictures), told by content and
 * not by name, and writes them as NIfTI files, {@code .nii}, {@code .nii.gz}, or a pair {@code .hdr}/{@code .img}, or as {@code .nrrd};
 * maps of labels of one slice also as {@code .png}.
 */
public final class Volumes {
    /** How much the affines of files that belong together may differ, in mm. */
    public static final double TOLERANCE = 1e-3;

    private static final String ONE_GRID = "; channels must lie on one grid, so resample one, for example by --resample, in Java by"
            + " withResampling";
    private static final int LARGEST_NIFTI1_SIZE = Short.MAX_VALUE;
    private static final int LARGEST_LABEL = 65535;
    private static final int COLORS = 3;

    private Volumes() { }

    /**
     * Reads one volume from one or more files on one grid, which may be of several formats. A file's dimensions beyond the third
     * are channels, as are the colors of a voxel; the channels of several files follow each other. Values are scaled
     * as the header says and rounded to single precision; values that are not finite stay so, and values too large are refused. The
     * affine is nibabel's for NIfTI (sform, else qform, else centered) and ITK's for the others, in mm whatever the file's unit
     * is. A DICOM series is a folder, an archive, or files of one slice each that follow one another. Files that violate the format
     * but are read by nibabel and ITK are read with {@linkplain Volume#warnings() warnings}.
     *
     * @param files the files, in the order of the channels
     * @return the volume, with the header of the first file if that is a NIfTI file
     * @throws MalformedFileException if one is damaged, or two lie on different grids
     * @throws IOException if one can't be read
     */
    public static Volume read(Path... files) throws IOException {
        return read(List.of(files));
    }

    /**
     * Reads one volume from one or more files on one grid; see {@link #read(Path...)}.
     *
     * @param files the files, in the order of the channels
     * @return the volume, with the header of the first file if that is a NIfTI file
     * @throws MalformedFileException if one is damaged, or two lie on different grids
     * @throws IOException if one can't be read
     */
    public static Volume read(List<Path> files) throws IOException {
        return read(ScanFiles.of(files));
    }

    /**
     * Reads one volume from one or more files on one grid, with a choice of DICOM series; see {@link #read(Path...)}. Files on other
     * grids are resampled onto that of the first if the scan says so, with a warning for each.
     *
     * @param scan the files, in the order of the channels
     * @return the volume, with the header of the first file if that is a NIfTI file
     * @throws MalformedFileException if one is damaged, two lie on different grids, or a series is not there
     * @throws IOException if one can't be read
     * @throws IllegalArgumentException if there are more or less names of series than inputs that they could belong to
     */
    public static Volume read(ScanFiles scan) throws IOException {
        try {
            return join(scan);
        } catch (OutOfMemoryError e) {
            throw new MalformedFileException(scan.files().getLast(), String.format(Locale.ROOT, "needs more memory for its voxels than"
                    + " Java has left of %,d MB; give it more by -Xmx", Runtime.getRuntime().maxMemory() >> 20), e);
        }
    }

    /**
     * Reads a map of labels. As {@link #read(Path...)}, but the three colors of a picture are one channel if they are the same
     * everywhere: so many programs save a map that is gray.
     *
     * @param file the map, or a channel for each region
     * @return the volume
     * @throws MalformedFileException if it is damaged
     * @throws IOException if it can't be read
     */
    public static Volume readLabels(Path file) throws IOException {
        Volume labels = read(file);
        if (labels.channels() != COLORS || !PictureFile.isPicture(file)) {
            return labels;
        }
        int voxels = labels.grid().voxels();
        float[] values = labels.voxels();
        if (!Arrays.equals(values, 0, voxels, values, voxels, 2 * voxels) || !Arrays.equals(values, 0, voxels, values, 2 * voxels, 3 * voxels)) {
            return labels;
        }
        return new Volume(labels.frame(), 1, Arrays.copyOf(values, voxels), labels.names().subList(0, 1));
    }

    /**
     * Grid, warnings and channels of one file as {@link #read} would find them: only the header is read, but for a DICOM series, which is
     * read whole.
     *
     * @param file an image
     * @return its outline
     * @throws MalformedFileException if it is damaged, as far as the header shows it
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        return ImageFormat.of(ImageStart.of(file)).outline(file);
    }

    private static Volume join(ScanFiles scan) throws IOException {
        Path end = scan.files().getLast();
        List<ScanPart> inputs = ScanPart.of(scan);
        if (inputs.size() > 1 && !scan.resampled() && inputs.stream().allMatch(input -> input.format() == ImageFormat.NIFTI)) {
            return joinNifti(scan.files());
        }
        List<Volume> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        long values = 0;
        for (ScanPart input : inputs) {
            Path file = input.files().getFirst();
            for (Volume part : input.read()) {
                warnings.addAll(part.warnings());
                Volume placed = part;
                List<String> own = part.names().isEmpty() ? Collections.nCopies(part.channels(), file.toString()) : part.names();
                names.addAll(own);
                if (!parts.isEmpty() && scan.resampled()) {
                    placed = resample(part, own.getFirst(), parts.getFirst().grid(), names.getFirst(), warnings);
                } else if (!parts.isEmpty()) {
                    checkGrid(parts.getFirst().grid(), names.getFirst(), part.grid(), file, own.getFirst());
                }
                parts.add(placed);
                values += placed.voxels().length;
            }
        }
        Volume first = parts.getFirst();
        requireArray(end, values);
        float[] voxels = parts.size() == 1 ? first.voxels() : new float[(int) values];
        int at = 0;
        for (Volume part : parts) {
            System.arraycopy(part.voxels(), 0, voxels, at, part.voxels().length);
            at += part.voxels().length;
        }
        return new Volume(new VolumeFrame(first.grid(), first.header(), List.copyOf(warnings)), names.size(), voxels, names);
    }

    /** The usual case, with the voxels of each file in memory once. */
    private static Volume joinNifti(List<Path> files) throws IOException {
        List<VolumeOutline> outlines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long values = 0;
        for (Path file : files) {
            VolumeOutline outline = NiftiVolumes.outline(file);
            if (!outlines.isEmpty()) {
                checkGrid(outlines.getFirst().frame().grid(), names.getFirst(), outline.frame().grid(), file, file.toString());
            }
            outlines.add(outline);
            names.addAll(Collections.nCopies(outline.channels(), file.toString()));
            values += (long) outline.channels() * outline.frame().grid().voxels();
        }
        requireArray(files.getLast(), values);
        float[] voxels = new float[(int) values];
        VolumeFrame[] frames = new VolumeFrame[files.size()];
        IOException[] failures = new IOException[files.size()];
        Threads.each(files.size(), values / files.size(), i -> {
            int at = outlines.subList(0, i).stream().mapToInt(before -> before.channels() * before.frame().grid().voxels()).sum();
            try {
                frames[i] = NiftiVolumes.readInto(files.get(i), outlines.get(i), voxels, at);
            } catch (IOException e) {
                failures[i] = e;
            }
        });
        // The first in the order of the files, whichever failed first.
        for (IOException failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
        Set<String> warnings = new LinkedHashSet<>();
        for (VolumeFrame frame : frames) {
            warnings.addAll(frame.warnings());
        }
        return new Volume(new VolumeFrame(frames[0].grid(), frames[0].header(), List.copyOf(warnings)), names.size(), voxels, names);
    }

    private static void requireArray(Path end, long values) throws MalformedFileException {
        if (values > Integer.MAX_VALUE - 16) {
            throw new MalformedFileException(end, "with the files before it makes " + values + " values, expected less than 2³¹");
        }
    }

    private static Volume resample(Volume part, String name, Grid target, String first, Set<String> warnings) {
        if (part.grid().isNear(target, TOLERANCE)) {
            return part;
        }
        warnings.add(Printable.of(name + ": its " + part.grid().describeSizes() + " voxels were resampled onto the grid of " + first + ", "
                + target.describeSizes() + " voxels"));
        return ResampleToMatch.image().apply(part, target);
    }

    private static void checkGrid(Grid expected, String first, Grid found, Path file, String name) throws IOException {
        String begin = name.startsWith(file + ", ") ? name.substring(file.toString().length() + 2) + " has " : "has ";
        if (expected.x() != found.x() || expected.y() != found.y() || expected.z() != found.z()) {
            throw new MalformedFileException(file, begin + found.describeSizes() + " voxels, expected "
                    + expected.describeSizes() + " as in " + first + ONE_GRID);
        }
        if (!expected.affine().isNear(found.affine(), TOLERANCE)) {
            throw new MalformedFileException(file, begin + "the affine " + found.affine() + ", expected "
                    + expected.affine() + " as in " + first + ", within " + TOLERANCE + " mm" + ONE_GRID);
        }
    }

    /**
     * Writes a volume in single precision, whole or not at all: as NRRD where the name ends in {@code .nrrd}, else as NIfTI.
     * The header of the latter is the one the volume remembers (its forms,
     * units, extensions and description), else a new one with the grid's affine as sform and, if its axes are at right
     * angles, as qform. More than one channel makes a fourth dimension; sizes beyond 32767 make a NIfTI-2 file.
     *
     * @param volume the volume
     * @param file the target; its ending determines the form
     * @throws IOException if it can't be written
     */
    public static void write(Volume volume, Path file) throws IOException {
        if (isNrrd(file)) {
            NrrdFile.write(volume, file);
        } else {
            image(volume).write(file);
        }
    }

    /**
     * The image that {@link #write} writes.
     *
     * @param volume the volume
     * @return the image, to be written together with others
     */
    public static NiftiImage image(Volume volume) {
        return image(volume, NiftiType.FLOAT32);
    }

    /**
     * Writes a map of labels as whole numbers of one byte, or of two if there is one above 255; formats and header as in {@link
     * #write(Volume, Path)}.
     *
     * @param labels the map: whole numbers from 0 to 65535
     * @param file the target; its ending determines the form
     * @throws IllegalArgumentException if a value is not a label
     * @throws IOException if it can't be written
     */
    public static void writeLabels(Volume labels, Path file) throws IOException {
        if (isPng(file)) {
            largestLabel(labels, file);
            if (labels.channels() != 1) {
                throw new IllegalArgumentException(file + ": a map of labels has " + labels.channels() + " channels, expected 1");
            }
            LabelPicture.write(labels.grid(), place -> (int) labels.voxels()[place], file);
        } else if (isNrrd(file)) {
            NrrdFile.writeLabels(labels, largestLabel(labels, file), file);
        } else {
            labelImage(labels, file).write(file);
        }
    }

    private static boolean isPng(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static boolean isNrrd(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".nrrd");
    }

    /**
     * The image that {@link #writeLabels} writes.
     *
     * @param labels the map: whole numbers from 0 to 65535
     * @param file where it will be written, for messages
     * @return the image, to be written together with others
     * @throws IllegalArgumentException if a value is not a label
     */
    public static NiftiImage labelImage(Volume labels, Path file) {
        return image(labels, largestLabel(labels, file) <= 255 ? NiftiType.UINT8 : NiftiType.UINT16);
    }

    private static int largestLabel(Volume labels, Path file) {
        float largest = 0;
        for (float label : labels.voxels()) {
            if (!(label >= 0) || label > LARGEST_LABEL || label != Math.rint(label)) {
                throw new IllegalArgumentException(file + ": found the label " + label + ", expected a whole number from"
                        + " 0 to " + LARGEST_LABEL);
            }
            largest = Math.max(largest, label);
        }
        return (int) largest;
    }

    /**
     * An image of labels that are in no volume of numbers.
     *
     * @param frame grid and header
     * @param labels the label of each voxel by its place in (X, Y, Z), the last index fastest: 0 to 65535
     * @return the image that {@link #writeLabels} would write
     */
    public static NiftiImage labelImage(VolumeFrame frame, IntUnaryOperator labels) {
        int largest = 0;
        for (int i = 0; i < frame.grid().voxels(); i++) {
            largest = Math.max(largest, labels.applyAsInt(i));
        }
        return image(frame, 1, largest <= 255 ? NiftiType.UINT8 : NiftiType.UINT16, labels::applyAsInt);
    }

    /**
     * A map of labels as the content of one file, to be written together with others: a gray picture where the name ends in {@code .png},
     * else NIfTI.
     *
     * @param frame grid and header
     * @param labels the label of each voxel by its place in (X, Y, Z), the last index fastest: 0 to 65535
     * @param file where it will be written: {@code .png}, {@code .nii} or {@code .nii.gz}
     * @return the content
     * @throws IllegalArgumentException if the ending is another, or the map has several slices and is to be a picture
     */
    public static AtomicFile.Content labelContent(VolumeFrame frame, IntUnaryOperator labels, Path file) {
        return isPng(file) ? LabelPicture.of(frame.grid(), labels, file) : NiftiImage.content(file, () -> labelImage(frame, labels));
    }

    private static NiftiImage image(Volume volume, NiftiType type) {
        float[] voxels = volume.voxels();
        return image(volume.frame(), volume.channels(), type, place -> voxels[place]);
    }

    private static NiftiImage image(VolumeFrame volume, int channels, NiftiType type, IntToDoubleFunction values) {
        Grid grid = volume.grid();
        NiftiHeaderBuilder builder = volume.header().map(NiftiHeader::toBuilder)
                .orElseGet(() -> new NiftiHeaderBuilder(type).shape(grid.x(), grid.y(), grid.z())
                        .affine(grid.affine().toArray()).xyztUnits(NiftiHeader.MILLIMETERS_SECONDS));
        List<Integer> shape = new ArrayList<>(List.of(grid.x(), grid.y(), grid.z()));
        if (channels > 1) {
            shape.add(channels);
        }
        // A subject of fewer dimensions gets its result with as many.
        int rank = volume.header().map(header -> header.shape().size()).orElse(3);
        while (shape.size() > rank && shape.getLast() == 1) {
            shape.removeLast();
        }
        builder.type(type).shape(shape).scaling(1, 0).displayRange(0, 0);
        if (shape.stream().anyMatch(size -> size > LARGEST_NIFTI1_SIZE)) {
            builder.version(2);
        }
        return NiftiImage.of(builder.build(), index -> values.applyAsDouble(place(index, grid)));
    }

    private static int place(int index, Grid grid) {
        int x = index % grid.x();
        int y = index / grid.x() % grid.y();
        int z = index / grid.x() / grid.y() % grid.z();
        int channel = index / grid.voxels();
        return ((channel * grid.x() + x) * grid.y() + y) * grid.z() + z;
    }
}

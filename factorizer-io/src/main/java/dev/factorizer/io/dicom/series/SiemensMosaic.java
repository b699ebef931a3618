package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomDataset;
import dev.factorizer.io.dicom.Tag;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * All slices of a volume side by side in one image, as Siemens's scanners write functional and diffusion images. How many they are
 * and in which direction they follow each other is only in the scanner's own header.
 *
 * @param count of slices
 * @param across how many tiles a row of the mosaic has, and a column
 * @param direction from one slice to the next, of length 1
 * @param step from one slice to the next, in mm
 */
record SiemensMosaic(int count, int across, Vector direction, double step) {
    private static final String COUNT = "NumberOfImagesInMosaic";
    private static final String NORMAL = "SliceNormalVector";
    private static final int MOST = 10_000;
    private static final double PARALLEL = 1e-3;

    /** Whether an image says that it is one. */
    static boolean isDeclared(DicomDataset image) {
        return image.texts(Tag.IMAGE_TYPE).contains("MOSAIC");
    }

    /**
     * Reads the scanner's own header.
     *
     * @param image the image's attributes
     * @param plane where the image says that it lies
     * @param thickness what it says about the distance of slices
     * @param file for messages
     * @throws MalformedFileException if there is no such header, or it is impossible
     */
    static SiemensMosaic of(DicomDataset image, PlaneGeometry plane, Slice.Thickness thickness, Path file)
            throws MalformedFileException {
        CsaHeader header = CsaHeader.of(image.bytes(Tag.CSA_IMAGE_HEADER_INFO), List.of(COUNT, NORMAL));
        double[] counts = header.numbers(COUNT);
        double[] normal = header.numbers(NORMAL);
        if (counts.length != 1 || normal.length != 3) {
            throw new MalformedFileException(file, "is a mosaic of a Siemens scanner, and its " + Tag.CSA_IMAGE_HEADER_INFO
                    + " has no " + COUNT + " and " + NORMAL + ", which say how to cut it; take the original, or convert it to NIfTI"
                    + " with dcm2niix");
        }
        if (!(counts[0] >= 1 && counts[0] <= MOST) || counts[0] != Math.rint(counts[0])) {
            throw new MalformedFileException(file, COUNT + " is " + counts[0] + ", expected a whole number from 1 to " + MOST);
        }
        Vector direction = new Vector(normal[0], normal[1], normal[2]);
        if (!(Math.abs(Math.abs(direction.dot(plane.normal())) - 1) <= PARALLEL) || !(direction.length() < 1 + PARALLEL)) {
            throw new MalformedFileException(file, NORMAL + " is " + Arrays.toString(normal)
                    + ", expected a direction of length 1 at right angles to ImageOrientationPatient");
        }
        double step = thickness.spacing() > 0 ? thickness.spacing() : thickness.thickness();
        if (!(step > 0)) {
            throw new MalformedFileException(file, "has neither " + Tag.SPACING_BETWEEN_SLICES + " nor " + Tag.SLICE_THICKNESS
                    + ", expected the distance of the slices of a mosaic");
        }
        return new SiemensMosaic((int) counts[0], (int) Math.ceil(Math.sqrt(counts[0])), direction.unit(), step);
    }

    /** Whether an image of this size can be one. */
    boolean fits(Slice.Size size) {
        return size.columns() % across == 0 && size.rows() % across == 0;
    }

    Slice.Size tileSize(Slice.Size size) {
        return new Slice.Size(size.columns() / across, size.rows() / across, size.samples());
    }

    Slice.Tile tile(int number, Slice.Size size) {
        return new Slice.Tile(number, number % across * (size.columns() / across), number / across * (size.rows() / across),
                size.columns());
    }

    /**
     * Where a tile lies. The image's own position is that of a slice as large as the mosaic with the same center, so the first pixel of
     * a tile is half of the difference further inside.
     */
    PlaneGeometry plane(int number, PlaneGeometry whole, Slice.Size size) {
        Slice.Size tile = tileSize(size);
        Vector first = whole.position()
                .plus(whole.across().times(whole.acrossStep() * (size.columns() - tile.columns()) / 2))
                .plus(whole.down().times(whole.downStep() * (size.rows() - tile.rows()) / 2));
        return whole.at(first.plus(direction.times(step * number)));
    }
}

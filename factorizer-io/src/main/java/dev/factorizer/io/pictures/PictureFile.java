package dev.factorizer.io.pictures;

import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a file: a volume of one slice whose first axis goes along the rows, from left to right, and whose second one goes down, with
 * one channel if it is gray and three (red, green, blue) if it has colors. Its voxels are 1 mm apart and its axes are those that
 * ITK gives a picture, and a warning says so. Values are those of the file: 0 to 255, or 65535 with 16 bits.
 */
public final class PictureFile {
    /** 11,585²: in three colors they take 1.6 GB. */
    private static final long MOST_PIXELS = 1L << 27;
    /** What a compressed byte of a picture may become, twice what deflate can do; small pictures may be of a single color. */
    private static final long MOST_RATIO = 2064;
    private static final long FREE_PIXELS = 1L << 22;
    /** The reader of JPEG fills what is missing with gray, and warns. */
    private static final Pattern EARLY = Pattern.compile("(?i)premature|truncated");
    private static final int EIGHT = 8;
    private static final int SIXTEEN = 16;
    private static final int COLORS = 3;

    private PictureFile() { }

    /** Asks an open reader for something. */
    @FunctionalInterface
    private interface Question<T> {
        T of(ImageReader reader, List<String> warnings) throws IOException;
    }

    /**
     * Whether a file's content is that of a picture.
     *
     * @param file a file
     * @return true if {@link #read} is for it
     * @throws IOException if it can't be read
     */
    public static boolean isPicture(Path file) throws IOException {
        return Files.isRegularFile(file) && format(file).isPresent();
    }

    private static Optional<PictureFormat> format(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return PictureFormat.of(FileFormat.of(input.readNBytes(FileFormat.BYTES)));
        }
    }

    /**
     * Reads a picture.
     *
     * @param file the file
     * @return the volume, without a NIfTI header
     * @throws MalformedFileException if it is damaged, has several pages, other colors than gray or red, green and blue, other numbers than
     *     of up to 16 bits, or claims more pixels than it can hold
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file) throws IOException {
        return ask(file, (reader, warnings) -> {
            BufferedImage image = reader.read(0);
            Optional<String> early = warnings.stream().filter(said -> EARLY.matcher(said).find()).findFirst();
            if (early.isPresent()) {
                throw new MalformedFileException(file, "ends too early: " + early.get());
            }
            Pixels pixels = pixels(file, image.getColorModel(), image.getSampleModel().getNumBands(), warnings);
            return new Volume(frame(file, image.getWidth(), image.getHeight(), warnings), pixels.channels(), values(image, pixels),
                    Collections.nCopies(pixels.channels(), file.toString()));
        });
    }

    /**
     * Size and channels of a picture, without its pixels.
     *
     * @param file the file
     * @return what {@link #read} would find
     * @throws MalformedFileException if it is damaged as far as its beginning shows it
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        return ask(file, (reader, warnings) -> {
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (!types.hasNext()) {
                throw new MalformedFileException(file, "has colors that are not read, expected gray or red, green and blue");
            }
            ImageTypeSpecifier first = types.next();
            Pixels pixels = pixels(file, first.getColorModel(), first.getNumBands(), warnings);
            return new VolumeOutline(frame(file, reader.getWidth(0), reader.getHeight(0), warnings), pixels.channels());
        });
    }

    /** The JDK's readers throw whatever they meet at damaged files. */
    private static <T> T ask(Path file, Question<T> question) throws IOException {
        PictureFormat format = format(file).orElseThrow(() -> new MalformedFileException(file, "is no picture, expected PNG, JPEG, TIFF or"
                + " BMP"));
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.reader()).next();
        List<String> warnings = new ArrayList<>();
        try (FileImageInputStream input = new FileImageInputStream(file.toFile())) {
            reader.setInput(input, false, true);
            reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
            requireSize(file, reader, Files.size(file));
            return question.of(reader, warnings);
        } catch (MalformedFileException | CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedFileException(file, "is a damaged " + format + " picture, or one of a kind that is not read: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("")), e);
        } finally {
            reader.dispose();
        }
    }

    /** Before any memory is taken for pixels. */
    private static void requireSize(Path file, ImageReader reader, long bytes) throws IOException {
        int pages = reader.getNumImages(true);
        if (pages != 1) {
            throw new MalformedFileException(file, "has " + pages + " pages, expected a picture of one");
        }
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels < 1 || pixels > MOST_PIXELS || pixels > FREE_PIXELS && pixels > bytes * MOST_RATIO) {
            throw new MalformedFileException(file, String.format(Locale.ROOT, "has %d × %d pixels in %,d bytes, expected at most %,d and no"
                    + " more than so many bytes can hold", reader.getWidth(0), reader.getHeight(0), bytes, MOST_PIXELS));
        }
    }

    /**
     * How values are taken from pixels.
     *
     * @param channels 1 or 3
     * @param palette the colors that stand for numbers; null if there are none
     * @param mixed whether a pixel's colors are bits of one number, as in bitmaps of 16 bits
     */
    private record Pixels(int channels, @Nullable IndexColorModel palette, boolean mixed) { }

    private static Pixels pixels(Path file, ColorModel colors, int bands, List<String> warnings) throws MalformedFileException {
        if (colors.hasAlpha()) {
            warnings.add("has transparent pixels, or a channel for them, which was left out");
        }
        if (colors instanceof IndexColorModel palette) {
            return new Pixels(isGray(palette) ? 1 : COLORS, palette, false);
        }
        int channels = bands - (colors.hasAlpha() ? 1 : 0);
        int bits = colors.getComponentSize(0);
        boolean whole = colors.getTransferType() <= DataBuffer.TYPE_INT;
        if (channels != 1 && channels != COLORS || !whole || bits > SIXTEEN) {
            throw new MalformedFileException(file, "has " + channels + " colors of " + bits + (whole ? " bits" : " bits, not whole numbers")
                    + ", expected gray or red, green and blue of up to 16 bits; convert it");
        }
        return new Pixels(channels, null, bits != EIGHT && bits != SIXTEEN);
    }

    private static boolean isGray(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    private static VolumeFrame frame(Path file, int width, int height, List<String> warnings) {
        List<String> all = new ArrayList<>(warnings);
        all.add("is a picture, which has no geometry; its pixels are taken to be 1 mm apart, in one slice");
        return new VolumeFrame(new Grid(width, height, 1, Affine.diagonal(-1, -1, 1)), Optional.empty(),
                all.stream().map(warning -> Printable.of(file + ": " + warning)).toList());
    }

    /** Row by row: a column of the volume is one of the picture. */
    private static float[] values(BufferedImage image, Pixels pixels) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] values = new float[Math.multiplyExact(pixels.channels(), Math.multiplyExact(width, height))];
        int[] row = new int[width];
        for (int channel = 0; channel < pixels.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                row(image, pixels, channel, y, row);
                for (int x = 0; x < width; x++) {
                    values[(channel * width + x) * height + y] = row[x];
                }
            }
        }
        return values;
    }

    private static void row(BufferedImage image, Pixels pixels, int channel, int y, int[] row) {
        int shift = SIXTEEN - EIGHT * channel;
        if (pixels.mixed()) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                row[x] = row[x] >> shift & 0xff;
            }
            return;
        }
        IndexColorModel palette = pixels.palette();
        image.getRaster().getSamples(0, y, row.length, 1, palette == null ? channel : 0, row);
        for (int x = 0; palette != null && x < row.length; x++) {
            row[x] = palette.getRGB(row[x]) >> shift & 0xff;
        }
    }
}

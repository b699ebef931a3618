package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What the pixels of a file are (DICOM PS3.3, section C.7.6.3), checked.
 *
 * @param frames number of frames
 * @param rows height
 * @param columns width
 * @param samples values of a pixel: 1, or 3 for color
 * @param isPlanar whether the three values of color are plane by plane
 * @param kind whole numbers, or which precision
 * @param bitsAllocated bits that a value takes
 * @param bitsStored bits that a value has
 * @param highBit its highest bit
 * @param isSigned whether the highest bit is its sign
 * @param photometric what values mean
 */
record PixelFormat(int frames, int rows, int columns, int samples, boolean isPlanar, Kind kind, int bitsAllocated,
        int bitsStored, int highBit, boolean isSigned, String photometric) {
    private static final List<String> GRAY = List.of("MONOCHROME1", "MONOCHROME2");
    /** JPEG 2000 decorrelates red, green and blue itself. */
    private static final List<String> DECORRELATED = List.of("YBR_RCT", "YBR_ICT");

    /** What a value is. */
    enum Kind { INTEGER, FLOAT, DOUBLE }

    static PixelFormat of(Path file, DicomDataset dataset, PixelElement pixels, PixelCoding coding, Consumer<String> warnings)
            throws MalformedFileException {
        return new Checks(file, dataset, pixels, coding, warnings).format();
    }

    /** Values of a frame. */
    int values() {
        return rows * columns * samples;
    }

    /** Bytes of a frame that isn't compressed. */
    long frameBytes() {
        return (long) values() * (bitsAllocated / 8);
    }

    private record Checks(Path file, DicomDataset dataset, PixelElement pixels, PixelCoding coding,
            Consumer<String> warnings) {
        PixelFormat format() throws MalformedFileException {
            int rows = size(Tag.ROWS);
            int columns = size(Tag.COLUMNS);
            String photometric = photometric();
            int samples = samples(photometric);
            if ((long) rows * columns * samples * 8 > Integer.MAX_VALUE) {
                throw malformed("has frames of " + columns + "×" + rows + "×" + samples + " values, expected at most "
                        + Integer.MAX_VALUE / 8);
            }
            boolean isPlanar = samples > 1 && dataset.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
            if (pixels.tag() == Tag.FLOAT_PIXEL_DATA) {
                return new PixelFormat(frames(), rows, columns, samples, isPlanar, Kind.FLOAT, 32, 32, 31, true, photometric);
            }
            if (pixels.tag() == Tag.DOUBLE_FLOAT_PIXEL_DATA) {
                return new PixelFormat(frames(), rows, columns, samples, isPlanar, Kind.DOUBLE, 64, 64, 63, true, photometric);
            }
            int allocated = required(Tag.BITS_ALLOCATED);
            if (allocated != 8 && allocated != 16 && allocated != 32) {
                throw malformed(Tag.BITS_ALLOCATED + " is " + allocated + ", expected 8, 16 or 32"
                        + (allocated == 1 ? "; masks of one bit, such as segmentations, aren't read as images" : ""));
            }
            int stored = stored(allocated);
            return new PixelFormat(frames(), rows, columns, samples, isPlanar, Kind.INTEGER, allocated, stored,
                    highBit(allocated, stored), isSigned(), photometric);
        }

        private int required(Tag tag) throws MalformedFileException {
            OptionalInt value = dataset.integer(tag);
            if (value.isEmpty()) {
                throw malformed(tag + " is missing, expected a number");
            }
            return value.getAsInt();
        }

        private int size(Tag tag) throws MalformedFileException {
            int size = required(tag);
            if (size < 1 || size > 0xffff) {
                throw malformed(tag + " is " + size + ", expected 1 to 65535");
            }
            return size;
        }

        private int frames() throws MalformedFileException {
            int frames = dataset.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
            if (frames < 1) {
                throw malformed(Tag.NUMBER_OF_FRAMES + " is " + frames + ", expected at least 1");
            }
            return frames;
        }

        private String photometric() throws MalformedFileException {
            Optional<String> given = dataset.text(Tag.PHOTOMETRIC_INTERPRETATION);
            if (given.isEmpty()) {
                warnings.accept(Tag.PHOTOMETRIC_INTERPRETATION + " is missing; values are taken as brightness");
                return "MONOCHROME2";
            }
            String name = given.get();
            if (name.equals("MONOCHROME1")) {
                warnings.accept(Tag.PHOTOMETRIC_INTERPRETATION + " is MONOCHROME1, by which small values are bright; values are"
                        + " kept as they are stored");
            }
            if (coding == PixelCoding.JPEG_2000 && DECORRELATED.contains(name)) {
                return "RGB";
            }
            if (!GRAY.contains(name) && !name.equals("RGB")) {
                throw malformed(Tag.PHOTOMETRIC_INTERPRETATION + " is \"" + Element.brief(name)
                        + "\", expected MONOCHROME1, MONOCHROME2 or RGB; colors of other kinds aren't read; convert the file, for example with gdcmimg or dcmconv");
            }
            return name;
        }

        private int samples(String photometric) throws MalformedFileException {
            int expected = GRAY.contains(photometric) ? 1 : 3;
            OptionalInt samples = dataset.integer(Tag.SAMPLES_PER_PIXEL);
            if (samples.isEmpty()) {
                warnings.accept(Tag.SAMPLES_PER_PIXEL + " is missing; it is " + expected + " for " + photometric);
            } else if (samples.getAsInt() != expected) {
                throw malformed(Tag.SAMPLES_PER_PIXEL + " is " + samples.getAsInt() + ", expected " + expected + " for "
                        + photometric);
            }
            return expected;
        }

        private int stored(int allocated) throws MalformedFileException {
            int stored = dataset.integer(Tag.BITS_STORED).orElse(allocated);
            if (stored < 1 || stored > allocated) {
                throw malformed(Tag.BITS_STORED + " is " + stored + ", expected 1 to " + allocated
                        + ", the number of bits allocated");
            }
            return stored;
        }

        private int highBit(int allocated, int stored) throws MalformedFileException {
            int high = dataset.integer(Tag.HIGH_BIT).orElse(stored - 1);
            if (high < stored - 1 || high >= allocated) {
                warnings.accept(Tag.HIGH_BIT + " is " + high + ", expected " + (stored - 1) + " for " + stored
                        + " bits stored; the lowest bits are read");
                return stored - 1;
            }
            return high;
        }

        private boolean isSigned() throws MalformedFileException {
            int representation = required(Tag.PIXEL_REPRESENTATION);
            if (representation != 0 && representation != 1) {
                throw malformed(Tag.PIXEL_REPRESENTATION + " is " + representation + ", expected 0 or 1");
            }
            return representation == 1;
        }

        private MalformedFileException malformed(String problem) {
            return new MalformedFileException(file, problem);
        }
    }
}

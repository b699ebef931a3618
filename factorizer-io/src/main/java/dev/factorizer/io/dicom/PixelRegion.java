package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the pixels of a file are, and how to get at them.
 *
 * @param content the file
 * @param isDirect whether they can be read at any place; otherwise they are unpacked into memory first
 * @param deflateFrom where the deflated data set begins in the file; 0 if it isn't deflated
 * @param element of which kind, and where in the file or in the inflated data set
 * @param left how many bytes there can be at most from their beginning to the end
 */
record PixelRegion(DicomContent content, boolean isDirect, long deflateFrom, PixelElement element, long left) {
    /** How many bytes a file may unpack to from its pixels on. */
    private static final long MOST_UNPACKED = Integer.MAX_VALUE - 8L;
    /** What compressed frames take beside their values. */
    private static final long SMALL_FRAME = 1 << 16;

    Path file() {
        return content.file();
    }

    /** How many bytes there can be at most. */
    long most() {
        return element.isFragmented() ? left : Math.min(left, element.length());
    }

    /**
     * The first bytes of pixels.
     *
     * @param count how many are wanted at most; what is packed isn't unpacked further
     */
    PixelBytes open(long count) throws IOException {
        long wanted = Math.min(count, most());
        if (!isDirect) {
            return new PixelBytes.Held(unpacked(wanted), 0);
        }
        return content.bytes() != null ? new PixelBytes.Held(content.bytes(), (int) element.position())
                : new PixelBytes.Stored(file(), element.position(), wanted);
    }

    /**
     * Fragments to the end of the file. Those of a packed file are unpacked into memory: as far as frames that are compressed
     * badly could reach, because how far they reach isn't known before.
     *
     * @param format what they make
     */
    PixelBytes fragments(PixelFormat format) throws IOException {
        long plausible = (long) Math.min(MOST_UNPACKED, SMALL_FRAME + 2.0 * format.frames() * (format.frameBytes() + SMALL_FRAME));
        PixelBytes bytes = open(isDirect ? Long.MAX_VALUE : plausible);
        if (!isDirect && bytes.length() == plausible) {
            throw new MalformedFileException(file(), "unpacks to more than " + plausible + " bytes of compressed pixels, which is"
                    + " more than its " + format.frames() + " frames can need");
        }
        return bytes;
    }

    private byte[] unpacked(long count) throws IOException {
        return content.read(opened -> {
            DicomInput in = new DicomInput(file(), opened.stream(), opened.most());
            if (deflateFrom > 0) {
                in.skip(deflateFrom);
                in = DicomInput.deflated(file(), in.stream(), Long.MAX_VALUE);
            }
            in.skip(element.position());
            byte[] bytes = in.stream().readNBytes((int) Math.min(count, MOST_UNPACKED));
            if (bytes.length < count && in.stream().read() >= 0) {
                throw new MalformedFileException(file(), "unpacks to more than " + MOST_UNPACKED + " bytes of pixels, expected"
                        + " less; unpack it on disk");
            }
            return bytes;
        });
    }
}

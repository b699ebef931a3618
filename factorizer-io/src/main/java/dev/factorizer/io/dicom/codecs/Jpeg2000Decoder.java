package dev.factorizer.io.dicom.codecs;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageReader;

/** JPEG 2000 (ITU-T T.800) by the reader of jai-imageio, with and without loss, of up to 16 bits. */
public final class Jpeg2000Decoder implements FrameDecoder {
    private static final int SIZES = 40;
    private static final int START = 0xff4fff51;
    private static final int MOST_BITS = 16;
    /** What little data may become: an empty slice of 512×512 takes some hundred bytes. */
    private static final int LEAST_VALUES = 1 << 20;
    private static final int MOST_RATIO = 128;

    /** A decoder without settings. */
    public Jpeg2000Decoder() { }

    @Override
    public DecodedFrame decode(byte[] compressed, FrameSize size) throws UndecodableFrameException {
        byte[] stream = compressed;
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        if (stream.length < SIZES + 5 || bytes.getInt(0) != START) {
            throw new UndecodableFrameException("doesn't begin as a codestream of JPEG 2000 does");
        }
        int samples = bytes.getShort(SIZES) & 0xffff;
        int bits = (stream[SIZES + 2] & 0x7f) + 1;
        long columns = Integer.toUnsignedLong(bytes.getInt(8)) - Integer.toUnsignedLong(bytes.getInt(16));
        long rows = Integer.toUnsignedLong(bytes.getInt(12)) - Integer.toUnsignedLong(bytes.getInt(20));
        if (rows != (int) rows || columns != (int) columns) {
            throw new UndecodableFrameException("has " + columns + "×" + rows + " pixels, expected " + size.columns() + "×"
                    + size.rows());
        }
        size.require((int) rows, (int) columns, samples, bits);
        if (bits > MOST_BITS) {
            throw new UndecodableFrameException("has values of " + bits + " bits, expected at most " + MOST_BITS
                    + "; convert it, for example with gdcmconv --raw");
        }
        size.requireBytes(stream.length, Math.max(LEAST_VALUES, (long) MOST_RATIO * stream.length));
        CodestreamEnd.require(stream);
        CodestreamMarkers.require(stream);
        return new DecodedFrame(LibraryCall.samples(size, () -> raster(stream)), bits);
    }

    private static Raster raster(byte[] stream) throws IOException {
        ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
        try {
            reader.setInput(new CodestreamInput(stream, true), true, true);
            return reader.read(0).getRaster();
        } finally {
            reader.dispose();
        }
    }
}

package dev.factorizer.io.dicom.codecs;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * JPEG (ITU-T T.81): baseline and extended of 8 bits by Java's own reader, which is libjpeg; without loss, which that doesn't
 * read, of up to 16 bits by {@link LosslessJpeg}.
 */
public final class JpegDecoder implements FrameDecoder {
    private static final int BASELINE = 0;
    private static final int EXTENDED = 1;
    private static final int LOSSLESS = 3;
    /** A block of 8×8 values takes at least two bits, a value without loss at least one. */
    private static final int MOST_LOSSY_RATIO = 256;
    private static final int MOST_LOSSLESS_RATIO = 8;

    /** A decoder without settings. */
    public JpegDecoder() { }

    @Override
    public DecodedFrame decode(byte[] compressed, FrameSize size) throws UndecodableFrameException {
        JpegHeader header = JpegHeader.of(compressed);
        size.require(header.rows(), header.columns(), header.samples(), header.bits());
        boolean isLossless = header.process() == LOSSLESS;
        if (!isLossless && header.process() != BASELINE && header.process() != EXTENDED) {
            throw new UndecodableFrameException("is JPEG of process SOF" + header.process() + ", expected baseline, extended or"
                    + " lossless; convert it, for example with gdcmconv --raw");
        }
        if (!isLossless && header.bits() != 8) {
            throw new UndecodableFrameException("is lossy JPEG of " + header.bits() + " bits, expected 8; convert it, for example"
                    + " with gdcmconv --raw");
        }
        size.requireBytes(compressed.length, (long) compressed.length * (isLossless ? MOST_LOSSLESS_RATIO : MOST_LOSSY_RATIO));
        CodestreamEnd.require(compressed);
        int[] samples = isLossless ? LosslessJpeg.decode(compressed, size, header.bits())
                : LibraryCall.samples(size, () -> raster(compressed));
        return new DecodedFrame(samples, header.bits());
    }

    private static Raster raster(byte[] compressed) throws IOException {
        ImageReader reader = provider().createReaderInstance(null);
        List<String> problems = new ArrayList<>();
        try {
            reader.addIIOReadWarningListener((source, warning) -> problems.add(warning));
            reader.setInput(new CodestreamInput(compressed, false), true, true);
            Raster raster = reader.readRaster(0, null);
            // libjpeg fills what is missing with gray and only warns.
            if (!problems.isEmpty()) {
                throw new IOException(problems.getFirst());
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }

    /** Java's own, whatever else is registered. */
    private static ImageReaderSpi provider() throws IOException {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            ImageReaderSpi one = all.next();
            if (one.getClass().getModule() == ImageReader.class.getModule()
                    && Arrays.asList(one.getFormatNames()).contains("jpeg")) {
                return one;
            }
        }
        throw new IOException("this Java has no reader of JPEG");
    }
}

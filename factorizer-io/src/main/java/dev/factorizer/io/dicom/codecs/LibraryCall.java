package dev.factorizer.io.dicom.codecs;

import dev.factorizer.io.files.Printable;
import java.awt.image.Raster;
import java.io.IOException;

/** Calls a library that may throw anything for a damaged frame. */
final class LibraryCall {
    private LibraryCall() { }

    /** What a library does. */
    @FunctionalInterface
    interface Decoding {
        Raster raster() throws IOException;
    }

    /** The samples of what a library decoded. */
    static int[] samples(FrameSize size, Decoding decoding) throws UndecodableFrameException {
        try {
            Raster raster = decoding.raster();
            if (raster.getWidth() != size.columns() || raster.getHeight() != size.rows()
                    || raster.getNumBands() != size.samples()) {
                throw new UndecodableFrameException("was decoded to " + raster.getWidth() + "×" + raster.getHeight() + "×"
                        + raster.getNumBands() + " values, expected " + size.columns() + "×" + size.rows() + "×" + size.samples());
            }
            return raster.getPixels(raster.getMinX(), raster.getMinY(), size.columns(), size.rows(), (int[]) null);
        } catch (CodestreamInput.Exhausted e) {
            throw new UndecodableFrameException(String.valueOf(e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            throw new UndecodableFrameException("needs more memory than Java has; give it more by -Xmx", e);
        } catch (IOException | RuntimeException | Error e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new UndecodableFrameException("can't be decoded: " + Printable.of(reason), e);
        }
    }
}

package dev.factorizer.io.dicom;

import java.nio.ByteOrder;
import java.util.List;

/**
 * How a data set and its pixels are encoded (DICOM PS3.5, section 10).
 *
 * @param uid the identifier in the file
 * @param name its name in DICOM PS3.6; the identifier if it isn't known
 * @param coding how pixels are encoded
 * @param order of the bytes of numbers
 * @param isExplicit whether each element says what kind of value it has
 */
public record TransferSyntax(String uid, String name, PixelCoding coding, ByteOrder order, boolean isExplicit) {
    /** Without compression, kinds of values known from a dictionary. */
    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN = new TransferSyntax("1.2.840.10008.1.2",
            "Implicit VR Little Endian", PixelCoding.NATIVE, ByteOrder.LITTLE_ENDIAN, false);
    /** Without compression, the most common. */
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN = new TransferSyntax("1.2.840.10008.1.2.1",
            "Explicit VR Little Endian", PixelCoding.NATIVE, ByteOrder.LITTLE_ENDIAN, true);
    /** Without compression, retired. */
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN = new TransferSyntax("1.2.840.10008.1.2.2",
            "Explicit VR Big Endian", PixelCoding.NATIVE, ByteOrder.BIG_ENDIAN, true);

    private static final List<TransferSyntax> KNOWN = List.of(IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN,
            EXPLICIT_BIG_ENDIAN,
            compressed("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", PixelCoding.DEFLATED),
            compressed("1.2.840.10008.1.2.5", "RLE Lossless", PixelCoding.RLE),
            compressed("1.2.840.10008.1.2.4.50", "JPEG Baseline", PixelCoding.JPEG),
            compressed("1.2.840.10008.1.2.4.51", "JPEG Extended", PixelCoding.JPEG),
            compressed("1.2.840.10008.1.2.4.57", "JPEG Lossless", PixelCoding.JPEG),
            compressed("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction", PixelCoding.JPEG),
            compressed("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", PixelCoding.JPEG_2000),
            compressed("1.2.840.10008.1.2.4.91", "JPEG 2000", PixelCoding.JPEG_2000),
            compressed("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.94", "JPIP Referenced", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.112", "JPEG XL", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options Lossless", PixelCoding.UNREAD),
            compressed("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", PixelCoding.UNREAD));

    private static TransferSyntax compressed(String uid, String name, PixelCoding coding) {
        return new TransferSyntax(uid, name, coding, ByteOrder.LITTLE_ENDIAN, true);
    }

    /**
     * The transfer syntax of an identifier.
     *
     * @param uid the identifier
     * @return the one of this name; if it isn't known, one whose pixels can't be read
     */
    public static TransferSyntax of(String uid) {
        return KNOWN.stream().filter(known -> known.uid.equals(uid)).findFirst()
                .orElseGet(() -> compressed(uid, uid, PixelCoding.UNREAD));
    }

    /** Whether the whole data set is deflated. */
    boolean isDeflated() {
        return coding == PixelCoding.DEFLATED || name.equals("JPIP Referenced Deflate");
    }

    /** What a file without one must have, by its first element. */
    static TransferSyntax of(boolean isExplicit, ByteOrder order) {
        return !isExplicit ? IMPLICIT_LITTLE_ENDIAN : order == ByteOrder.BIG_ENDIAN ? EXPLICIT_BIG_ENDIAN
                : EXPLICIT_LITTLE_ENDIAN;
    }
}

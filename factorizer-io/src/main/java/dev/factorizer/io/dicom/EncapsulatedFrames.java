package dev.factorizer.io.dicom;

import dev.factorizer.io.dicom.codecs.DecodedFrame;
import dev.factorizer.io.dicom.codecs.FrameDecoder;
import dev.factorizer.io.dicom.codecs.FrameSize;
import dev.factorizer.io.dicom.codecs.JpegDecoder;
import dev.factorizer.io.dicom.codecs.Jpeg2000Decoder;
import dev.factorizer.io.dicom.codecs.RleDecoder;
import dev.factorizer.io.dicom.codecs.UndecodableFrameException;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;

/** Frames that are compressed one by one. */
final class EncapsulatedFrames implements FrameSource {
    private final Path file;
    private final TransferSyntax syntax;
    private final PixelFormat format;
    private final Fragments fragments;
    private final int[] firsts;
    private final FrameDecoder decoder;

    private EncapsulatedFrames(Path file, TransferSyntax syntax, PixelFormat format, Fragments fragments, int[] firsts,
            FrameDecoder decoder) {
        this.file = file;
        this.syntax = syntax;
        this.format = format;
        this.fragments = fragments;
        this.firsts = firsts;
        this.decoder = decoder;
    }

    static EncapsulatedFrames of(PixelRegion region, PixelFormat format, TransferSyntax syntax, DicomDataset dataset)
            throws IOException {
        if (format.kind() != PixelFormat.Kind.INTEGER) {
            throw new MalformedFileException(region.file(),
                    region.element().tag() + " is compressed, but only whole numbers can be");
        }
        Fragments fragments = Fragments.scan(region.file(), region.fragments(format));
        int[] firsts = fragments.firsts(format.frames(), dataset.numbers(Tag.EXTENDED_OFFSET_TABLE));
        FrameDecoder decoder = switch (syntax.coding()) {
            case RLE -> new RleDecoder();
            case JPEG -> new JpegDecoder();
            case JPEG_2000 -> new Jpeg2000Decoder();
            case NATIVE, DEFLATED, UNREAD -> throw new IllegalStateException("frames: " + syntax.name() + " has no decoder");
        };
        return new EncapsulatedFrames(region.file(), syntax, format, fragments, firsts, decoder);
    }

    @Override
    public double[] frame(int index) throws IOException {
        byte[] compressed = fragments.joined(firsts[index], firsts[index + 1]);
        DecodedFrame decoded;
        try {
            decoded = decoder.decode(compressed,
                    new FrameSize(format.rows(), format.columns(), format.samples(), format.bitsAllocated()));
        } catch (UndecodableFrameException e) {
            throw new MalformedFileException(file, "frame " + (index + 1) + " of " + format.frames() + ", " + syntax.name() + ", "
                    + e.getMessage(), e);
        }
        // A codestream of JPEG 2000 knows its bits; its sign is that of the data set, which is right more often.
        StoredBits bits = syntax.coding() == PixelCoding.JPEG_2000
                ? StoredBits.lowest(decoded.bits(), format.isSigned()) : StoredBits.of(format);
        double[] values = new double[format.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bits.value(decoded.samples()[i]);
        }
        return values;
    }
}

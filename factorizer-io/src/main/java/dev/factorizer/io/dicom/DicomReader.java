package dev.factorizer.io.dicom;

import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a DICOM file up to its pixels. */
final class DicomReader {
    /** How many bytes a packed file may unpack to: of a bomb no more is looked at. */
    static final long MOST_UNPACKED = 4L << 30;

    private final DicomContent content;
    private final Path file;
    private final Set<String> warnings = new LinkedHashSet<>();

    DicomReader(DicomContent content) {
        this.content = content;
        this.file = content.file();
    }

    DicomFile read() throws IOException {
        return content.read(this::read);
    }

    private DicomFile read(DicomContent.Opened opened) throws IOException {
        DicomInput in = new DicomInput(file, opened.stream(),
                opened.isDirect() ? opened.most() : Math.min(opened.most(), MOST_UNPACKED));
        byte[] start = in.peek(FileFormat.BYTES);
        if (!DicomStart.isDicom(start)) {
            Optional<FileFormat> other = FileFormat.of(start);
            throw new MalformedFileException(file, other.map(format -> format.insteadOf("a DICOM file"))
                    .orElse("is no DICOM file, expected DICM at byte 128 or an element of the groups 0002 or 0008 at its"
                            + " beginning"));
        }
        if (DicomStart.hasPreamble(start)) {
            in.skip(DicomStart.BYTES);
        }
        DicomDataset meta = new DataSetParser(file, in, warnings::add).meta();
        Optional<String> uid = meta.text(Tag.TRANSFER_SYNTAX_UID);
        TransferSyntax declared = uid.map(Element::brief).map(TransferSyntax::of).orElse(null);
        long begin = in.position();
        DicomInput inner = in;
        if (declared != null && declared.isDeflated()) {
            inner = DicomInput.deflated(file, in.stream(), Math.min(in.left() * InflatedInput.MOST_RATIO, MOST_UNPACKED));
        }
        TransferSyntax syntax = found(declared, inner.peek(8));
        DataSetParser parser = new DataSetParser(file, inner, warnings::add);
        DicomDataset dataset = parser.dataset(syntax.isExplicit(), syntax.order()).with(meta);
        PixelRegion region = parser.pixels() == null ? null : new PixelRegion(content, opened.isDirect() && inner == in,
                inner == in ? 0 : begin, parser.pixels(), inner.left());
        return new DicomFile(file, syntax, dataset, region, new ArrayList<>(warnings));
    }

    /** What the first element shows is right: files exist whose transfer syntax was changed without their data set. */
    private TransferSyntax found(@Nullable TransferSyntax declared, byte[] start) {
        boolean isExplicit = DicomStart.isExplicit(start);
        if (declared == null) {
            ByteOrder order = DicomStart.order(start);
            TransferSyntax likely = TransferSyntax.of(isExplicit, order);
            warnings.add("names no transfer syntax; by its first element it is " + likely.name());
            return likely;
        }
        if (start.length < 8 || isExplicit == declared.isExplicit()) {
            return declared;
        }
        warnings.add("its transfer syntax is " + declared.name() + ", but its first element is written "
                + (isExplicit ? "with" : "without") + " a kind of value; it is read so");
        return new TransferSyntax(declared.uid(), declared.name(), declared.coding(), declared.order(), isExplicit);
    }
}

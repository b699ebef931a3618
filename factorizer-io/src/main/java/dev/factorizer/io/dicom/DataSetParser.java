package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements from front to back up to the pixels (DICOM PS3.5, section 7). What {@link Tag} doesn't name is passed over, so
 * the memory that is used doesn't depend on what else a file holds.
 */
final class DataSetParser {
    /** How deep sequences may be in each other; real ones are less than ten deep. */
    static final int MOST_DEPTH = 100;
    /** How many elements and items are kept; a frame has about 30, and a file some thousand frames. */
    static final int MOST_KEPT = 1_000_000;
    /** How many bytes of values are kept. */
    static final int MOST_BYTES = 64 << 20;

    private static final long UNDEFINED = 0xffffffffL;
    private static final int ITEM = 0xfffee000;
    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final int META_GROUP = 2;

    private final Path file;
    private final DicomInput in;
    private final Consumer<String> warnings;
    private int kept;
    private long keptBytes;
    private @Nullable PixelElement pixels;

    /** How elements are written. */
    private record Encoding(boolean isExplicit, ByteOrder order) {
        static final Encoding OF_META = new Encoding(true, ByteOrder.LITTLE_ENDIAN);
        static final Encoding OF_UNKNOWN = new Encoding(false, ByteOrder.LITTLE_ENDIAN);
    }

    /** What stands before a value. */
    private record Header(int tag, ValueRepresentation representation, long length) {
        boolean isUndefined() {
            return length == UNDEFINED;
        }
    }

    DataSetParser(Path file, DicomInput in, Consumer<String> warnings) {
        this.file = file;
        this.in = in;
        this.warnings = warnings;
    }

    /** Where the pixels are, {@code null} if there are none; known once the data set was read. */
    @Nullable PixelElement pixels() {
        return pixels;
    }

    /** The elements that say how the rest is written. */
    DicomDataset meta() throws IOException {
        Map<Integer, Element> elements = new HashMap<>();
        while (isMeta(in.peek(2))) {
            Header header = header(Encoding.OF_META);
            requireFits(header, in.left());
            value(header, Encoding.OF_META, elements, CharacterSet.LATIN_1, 1, true);
        }
        return new DicomDataset(file, elements, CharacterSet.LATIN_1);
    }

    private static boolean isMeta(byte[] start) {
        return start.length == 2 && start[0] == META_GROUP && start[1] == 0;
    }

    /** The elements up to the pixels or the end of the file. */
    DicomDataset dataset(boolean isExplicit, ByteOrder order) throws IOException {
        return dataset(new Encoding(isExplicit, order), CharacterSet.LATIN_1, Long.MAX_VALUE, 0, true);
    }

    /**
     * @param end where it ends; the largest number if it ends by a delimiter or with the file
     */
    private DicomDataset dataset(Encoding encoding, CharacterSet inherited, long end, int depth, boolean keep)
            throws IOException {
        Map<Integer, Element> elements = new HashMap<>();
        CharacterSet characters = inherited;
        while (in.position() < end && !(depth == 0 && in.isAtEnd())) {
            Header header = header(encoding);
            if (header.tag() == ITEM_END && depth > 0 && end == Long.MAX_VALUE) {
                break;
            }
            if (header.tag() >>> 16 == 0xfffe) {
                throw malformed(Tag.describe(header.tag()) + " at byte " + (in.position() - 8) + " marks a part of a sequence, but"
                        + " none is open there");
            }
            if (depth == 0 && isPixels(header.tag())) {
                Tag tag = Objects.requireNonNull(Tag.of(header.tag()), "tags of pixels are known");
                pixels = new PixelElement(tag, in.position(), header.isUndefined() ? -1 : header.length());
                break;
            }
            requireFits(header, end == Long.MAX_VALUE ? in.left() : end - in.position());
            value(header, encoding, elements, characters, depth + 1, keep);
            if (header.tag() == Tag.SPECIFIC_CHARACTER_SET.code()) {
                characters = CharacterSet.of(new DicomDataset(file, elements, inherited).texts(Tag.SPECIFIC_CHARACTER_SET),
                        warnings);
            }
        }
        requireEnd(end);
        return new DicomDataset(file, elements, characters);
    }

    /** What ends by a delimiter may end behind what holds it. */
    private void requireEnd(long end) throws MalformedFileException {
        if (end != Long.MAX_VALUE && in.position() > end) {
            throw malformed("has a sequence or item that should end at byte " + end + ", but its content ends at byte "
                    + in.position() + "; the file is damaged");
        }
    }

    private static boolean isPixels(int tag) {
        return tag == Tag.PIXEL_DATA.code() || tag == Tag.FLOAT_PIXEL_DATA.code() || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA.code();
    }

    private Header header(Encoding encoding) throws IOException {
        ByteOrder order = encoding.order();
        int tag = in.unsignedShort(order) << 16 | in.unsignedShort(order);
        if (tag >>> 16 == 0xfffe) {
            return new Header(tag, ValueRepresentation.UN, in.unsignedInt(order));
        }
        Tag known = Tag.of(tag);
        if (!encoding.isExplicit()) {
            return new Header(tag, known == null ? ValueRepresentation.UN : known.representation(), in.unsignedInt(order));
        }
        int first = in.unsignedByte();
        int second = in.unsignedByte();
        ValueRepresentation written = ValueRepresentation.of(first, second);
        if (written == null) {
            throw malformed(Tag.describe(tag) + " at byte " + (in.position() - 6) + " has the kind of value \"" + (char) first
                    + (char) second + "\", which does not exist; the file is damaged");
        }
        long length;
        if (written.isLong) {
            in.unsignedShort(order);
            length = in.unsignedInt(order);
        } else {
            length = in.unsignedShort(order);
        }
        return new Header(tag, written, length);
    }

    private void requireFits(Header header, long left) throws MalformedFileException {
        if (!header.isUndefined() && header.length() > left) {
            throw malformed(Tag.describe(header.tag()) + " at byte " + in.position() + " has a length of " + header.length()
                    + " bytes, but at most " + left + " are left; the file is damaged or was cut off");
        }
    }

    private void value(Header header, Encoding encoding, Map<Integer, Element> elements, CharacterSet characters, int depth,
            boolean keep) throws IOException {
        Tag known = keep && !isPixels(header.tag()) ? Tag.of(header.tag()) : null;
        if (header.representation() == ValueRepresentation.SQ
                || known != null && known.representation() == ValueRepresentation.SQ || header.isUndefined()) {
            boolean isUnknown = encoding.isExplicit() && header.representation() == ValueRepresentation.UN;
            sequence(header, isUnknown ? Encoding.OF_UNKNOWN : encoding, elements, characters, depth, known != null);
            return;
        }
        if (known == null) {
            in.skip(header.length());
            return;
        }
        count(1, header.length());
        // What another program could only copy has the kind of our dictionary, and its numbers are little endian.
        boolean isUnknown = header.representation() == ValueRepresentation.UN;
        elements.put(header.tag(), new Element(isUnknown ? known.representation() : header.representation(),
                isUnknown && encoding.isExplicit() ? ByteOrder.LITTLE_ENDIAN : encoding.order(),
                in.bytes((int) header.length()), List.of()));
    }

    private void count(int nodes, long bytes) throws MalformedFileException {
        kept += nodes;
        keptBytes += bytes;
        if (kept > MOST_KEPT || keptBytes > MOST_BYTES) {
            throw malformed("has more than " + MOST_KEPT + " elements or " + (MOST_BYTES >> 20)
                    + " MB of values before its pixels, expected less; no scanner writes such files");
        }
    }

    private void sequence(Header header, Encoding encoding, Map<Integer, Element> elements, CharacterSet characters, int depth,
            boolean keep) throws IOException {
        if (depth > MOST_DEPTH) {
            throw malformed(Tag.describe(header.tag()) + " at byte " + in.position() + " is a sequence " + depth
                    + " levels deep, expected at most " + MOST_DEPTH);
        }
        List<DicomDataset> items = new ArrayList<>();
        boolean isBytes = header.isUndefined() && (header.representation() == ValueRepresentation.OB
                || header.representation() == ValueRepresentation.OW);
        long end = header.isUndefined() ? Long.MAX_VALUE : in.position() + header.length();
        while (in.position() < end) {
            if (end == Long.MAX_VALUE && in.isAtEnd()) {
                throw malformed(Tag.describe(header.tag()) + " is a sequence without an end, expected its delimiter before the end"
                        + " of the file");
            }
            Header item = header(encoding);
            if (item.tag() == SEQUENCE_END) {
                break;
            }
            if (item.tag() != ITEM) {
                throw malformed(Tag.describe(header.tag()) + " has " + Tag.describe(item.tag()) + " at byte " + in.position()
                        + ", expected an item; the file is damaged");
            }
            requireFits(item, end == Long.MAX_VALUE ? in.left() : end - in.position());
            if (isBytes) {
                if (item.isUndefined()) {
                    throw malformed(Tag.describe(header.tag()) + " has a fragment of undefined length at byte " + in.position());
                }
                in.skip(item.length());
                continue;
            }
            DicomDataset one = dataset(encoding, characters,
                    item.isUndefined() ? Long.MAX_VALUE : in.position() + item.length(), depth, keep);
            if (keep) {
                count(1, 0);
                items.add(one);
            }
        }
        requireEnd(end);
        if (keep) {
            count(1, 0);
            elements.put(header.tag(), new Element(ValueRepresentation.SQ, encoding.order(), new byte[0], List.copyOf(items)));
        }
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}

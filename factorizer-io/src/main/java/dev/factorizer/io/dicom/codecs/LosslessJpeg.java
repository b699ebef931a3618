package dev.factorizer.io.dicom.codecs;

import java.util.Arrays;
import java.util.Locale;

/**
 * JPEG without loss (ITU-T T.81, annex H): each sample is predicted from its neighbors to the left and above, and the
 * difference is Huffman coded.
 */
final class LosslessJpeg {
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int FRAME = 0xc3;
    private static final int FIRST_RESTART = 0xd0;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int RESTART_INTERVAL = 0xdd;

    private final byte[] stream;
    private final FrameSize size;
    private final int precision;
    private final HuffmanTable[] tables = new HuffmanTable[4];
    private final int[] components;
    private final int[] samples;
    private int restartInterval;

    private LosslessJpeg(byte[] stream, FrameSize size, int precision) {
        this.stream = stream;
        this.size = size;
        this.precision = precision;
        this.components = new int[size.samples()];
        this.samples = new int[size.values()];
    }

    /** The samples of a codestream whose frame header was checked. */
    static int[] decode(byte[] stream, FrameSize size, int precision) throws UndecodableFrameException {
        LosslessJpeg decoder = new LosslessJpeg(stream, size, precision);
        decoder.decode();
        return decoder.samples;
    }

    private int at(int index) throws UndecodableFrameException {
        if (index >= stream.length) {
            throw new UndecodableFrameException("ends in a segment before its values; it was probably cut off");
        }
        return stream[index] & 0xff;
    }

    private void decode() throws UndecodableFrameException {
        boolean[] isDone = new boolean[components.length];
        EntropyBits bits = new EntropyBits(stream, 2);
        for (int done = 0; done < isDone.length;) {
            int at = bits.marker();
            int marker = at(at);
            int length = at(at + 1) << 8 | at(at + 2);
            int end = at + 1 + length;
            if (marker == END || length < 2 || end > stream.length) {
                throw new UndecodableFrameException("ends before its last value; it was probably cut off");
            }
            bits = new EntropyBits(stream, end);
            switch (marker) {
                case HUFFMAN_TABLES -> tables(at + 3, end);
                case RESTART_INTERVAL -> restartInterval = at(at + 3) << 8 | at(at + 4);
                case FRAME -> components(at + 9);
                case SCAN -> {
                    for (int component : scan(at + 3, bits)) {
                        done += isDone[component] ? 0 : 1;
                        isDone[component] = true;
                    }
                }
                default -> { }
            }
        }
    }

    private void tables(int from, int end) throws UndecodableFrameException {
        for (int at = from; at < end;) {
            int name = at(at);
            HuffmanTable table = new HuffmanTable(stream, at + 1, end);
            if (name < tables.length) {
                tables[name] = table;
            }
            at = table.end();
        }
    }

    private void components(int from) throws UndecodableFrameException {
        for (int i = 0; i < components.length; i++) {
            components[i] = at(from + 3 * i);
            if (at(from + 3 * i + 1) != 0x11 && components.length > 1) {
                throw new UndecodableFrameException("has colors of lower resolution, which aren't read; convert it, for example"
                        + " with gdcmconv --raw");
            }
        }
    }

    /** Reads the samples of some components, and returns which. */
    private int[] scan(int from, EntropyBits bits) throws UndecodableFrameException {
        int[] scanned = new int[at(from)];
        HuffmanTable[] used = new HuffmanTable[scanned.length];
        if (scanned.length < 1 || scanned.length > components.length) {
            throw new UndecodableFrameException("has a scan of " + scanned.length + " components, expected 1 to "
                    + components.length);
        }
        for (int i = 0; i < scanned.length; i++) {
            int name = at(from + 1 + 2 * i);
            scanned[i] = indexOf(name);
            int table = at(from + 2 + 2 * i) >> 4;
            used[i] = table < tables.length ? tables[table] : null;
            if (scanned[i] < 0 || used[i] == null) {
                throw new UndecodableFrameException("has a scan of component " + name + " with Huffman table " + table
                        + ", which it doesn't define");
            }
        }
        int predictor = at(from + 1 + 2 * scanned.length);
        int shift = at(from + 3 + 2 * scanned.length) & 15;
        if (predictor < 1 || predictor > 7 || shift >= precision) {
            throw new UndecodableFrameException("has predictor " + predictor + " and point transform " + shift
                    + ", expected a predictor from 1 to 7 and less than " + precision);
        }
        if (restartInterval % size.columns() != 0) {
            throw new UndecodableFrameException("restarts after " + restartInterval + " pixels, expected a multiple of "
                    + size.columns());
        }
        rows(scanned, used, predictor, shift, bits);
        return scanned;
    }

    private int indexOf(int name) {
        for (int i = 0; i < components.length; i++) {
            if (components[i] == name) {
                return i;
            }
        }
        return -1;
    }

    private void rows(int[] scanned, HuffmanTable[] used, int predictor, int shift, EntropyBits bits)
            throws UndecodableFrameException {
        int restartRows = restartInterval / size.columns();
        int width = size.columns() * size.samples();
        int restarts = 0;
        for (int row = 0; row < size.rows(); row++) {
            boolean isFirst = row == 0;
            if (restartRows > 0 && row > 0 && row % restartRows == 0) {
                int marker = at(bits.marker());
                if (marker != FIRST_RESTART + restarts++ % 8) {
                    throw new UndecodableFrameException(String.format(Locale.ROOT, "has marker ff%02x in row %d, expected"
                            + " ff%02x; it is damaged", marker, row, FIRST_RESTART + (restarts - 1) % 8));
                }
                isFirst = true;
            }
            for (int column = 0; column < size.columns(); column++) {
                for (int i = 0; i < scanned.length; i++) {
                    int at = row * width + column * size.samples() + scanned[i];
                    int predicted = column == 0
                            ? isFirst ? 1 << precision - shift - 1 : samples[at - width]
                            : isFirst ? samples[at - size.samples()] : predicted(at, width, predictor);
                    samples[at] = predicted + difference(bits, used[i]) & 0xffff;
                }
            }
        }
        if (shift > 0) {
            Arrays.setAll(samples, i -> Arrays.stream(scanned).anyMatch(one -> one == i % size.samples())
                    ? samples[i] << shift : samples[i]);
        }
    }

    private int predicted(int at, int width, int predictor) {
        int left = samples[at - size.samples()];
        int above = samples[at - width];
        int corner = samples[at - width - size.samples()];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + (above - corner >> 1);
            case 6 -> above + (left - corner >> 1);
            default -> left + above >> 1;
        };
    }

    private static int difference(EntropyBits bits, HuffmanTable table) throws UndecodableFrameException {
        int length = bits.next(table);
        if (length == 0) {
            return 0;
        }
        if (length > 16) {
            throw new UndecodableFrameException("has a difference of " + length + " bits, expected at most 16; it is damaged");
        }
        if (length == 16) {
            return 1 << 15;
        }
        int value = bits.next(length);
        return value < 1 << length - 1 ? value - (1 << length) + 1 : value;
    }
}

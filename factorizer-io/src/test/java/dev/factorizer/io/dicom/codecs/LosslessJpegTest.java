package dev.factorizer.io.dicom.codecs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG without loss with all predictors (ITU-T T.81, annex H), written here, because other programs only write the first. */
class LosslessJpegTest {
    private static final int ROWS = 13;
    private static final int COLUMNS = 21;
    /** Seventeen codes of five bits, one for each number of bits that a difference can have. */
    private static final int CATEGORIES = 17;
    private static final int CODE_BITS = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int held;
    private int heldBits;

    private void bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            held = held << 1 | value >> i & 1;
            if (++heldBits == 8) {
                out.write(held);
                if (held == 0xff) {
                    out.write(0);
                }
                held = 0;
                heldBits = 0;
            }
        }
    }

    private void flush() {
        while (heldBits != 0) {
            bits(1, 1);
        }
    }

    private void segment(int marker, int... content) {
        out.write(0xff);
        out.write(marker);
        out.write(content.length + 2 >> 8);
        out.write(content.length + 2);
        for (int value : content) {
            out.write(value);
        }
    }

    /** A frame of one component; a restart marker after so many rows, none if 0. */
    private byte[] encode(int[] values, int precision, int predictor, int restart) {
        out.write(0xff);
        out.write(0xd8);
        segment(0xc3, precision, 0, ROWS, 0, COLUMNS, 1, 1, 0x11, 0);
        int[] table = new int[17 + CATEGORIES];
        table[CODE_BITS] = CATEGORIES;
        for (int i = 0; i < CATEGORIES; i++) {
            table[17 + i] = i;
        }
        segment(0xc4, table);
        if (restart > 0) {
            segment(0xdd, restart * COLUMNS >> 8, restart * COLUMNS & 0xff);
        }
        segment(0xda, 1, 1, 0, predictor, 0, 0);
        int markers = 0;
        for (int row = 0; row < ROWS; row++) {
            boolean isFirst = restart > 0 ? row % restart == 0 : row == 0;
            if (isFirst && row > 0) {
                flush();
                out.write(0xff);
                out.write(0xd0 + markers++ % 8);
            }
            for (int column = 0; column < COLUMNS; column++) {
                difference(values[row * COLUMNS + column] - prediction(values, row, column, isFirst, predictor, precision));
            }
        }
        flush();
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    private void difference(int value) {
        int modulo = (short) value;
        int size = modulo == Short.MIN_VALUE ? 16 : 32 - Integer.numberOfLeadingZeros(Math.abs(modulo));
        bits(size, CODE_BITS);
        if (size < 16) {
            bits(modulo < 0 ? modulo - 1 & (1 << size) - 1 : modulo, size);
        }
    }

    private static int prediction(int[] values, int row, int column, boolean isFirst, int predictor, int precision) {
        int at = row * COLUMNS + column;
        if (isFirst) {
            return column == 0 ? 1 << precision - 1 : values[at - 1];
        }
        int above = values[at - COLUMNS];
        if (column == 0) {
            return above;
        }
        int left = values[at - 1];
        int corner = values[at - COLUMNS - 1];
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

    private static int[] values(int precision) {
        SplittableRandom random = new SplittableRandom(precision);
        int[] values = new int[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 0 ? random.nextInt(1 << precision) : (i * 31 >> 2) % (1 << precision);
        }
        values[5] = 0;
        values[6] = (1 << precision) - 1;
        return values;
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "12, 0", "12, 1", "12, 3", "16, 0", "16, 2"})
    void allPredictors(int precision, int restart) throws UndecodableFrameException {
        for (int predictor = 1; predictor <= 7; predictor++) {
            int[] values = values(precision);
            byte[] frame = new LosslessJpegTest().encode(values, precision, predictor, restart);
            DecodedFrame decoded = new JpegDecoder().decode(frame, new FrameSize(ROWS, COLUMNS, 1, precision > 8 ? 16 : 8));
            int name = predictor;
            assertArrayEquals(values, decoded.samples(), () -> "predictor " + name);
        }
    }

    @Test
    void otherProcesses() {
        byte[] frame = encode(values(8), 8, 1, 0);
        for (int[] process : new int[][] {{0xc2, 2}, {0xc9, 9}, {0xcb, 11}}) {
            frame[3] = (byte) process[0];
            String message = assertThrows(UndecodableFrameException.class,
                    () -> new JpegDecoder().decode(frame, new FrameSize(ROWS, COLUMNS, 1, 8))).getMessage();
            assertTrue(message.contains("SOF" + process[1] + ", expected baseline"), message);
        }
        frame[3] = (byte) 0xc1;
        frame[6] = 12;
        assertTrue(assertThrows(UndecodableFrameException.class, () -> new JpegDecoder().decode(frame,
                new FrameSize(ROWS, COLUMNS, 1, 16))).getMessage().contains("lossy JPEG of 12 bits, expected 8"));
        frame[3] = (byte) 0xf7;
        assertTrue(assertThrows(UndecodableFrameException.class, () -> new JpegDecoder().decode(frame,
                new FrameSize(ROWS, COLUMNS, 1, 16))).getMessage().contains("is JPEG-LS"));
    }
}

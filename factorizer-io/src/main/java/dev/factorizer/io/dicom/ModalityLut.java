package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.util.List;

/**
 * What stored values mean (DICOM PS3.3, section C.11.1): Hounsfield units, counts or nothing in particular. A table takes the
 * place of slope and intercept.
 */
public sealed interface ModalityLut {
    /**
     * That of a data set, or of an item of the sequence of its pixel value transformations.
     *
     * @param dataset the elements
     * @return what they say; slope 1 and intercept 0 if they say nothing
     * @throws MalformedFileException if a number is missing or impossible
     */
    static ModalityLut of(DicomDataset dataset) throws MalformedFileException {
        List<DicomDataset> tables = dataset.sequence(Tag.MODALITY_LUT_SEQUENCE);
        if (!tables.isEmpty()) {
            return Table.of(tables.getFirst(), dataset.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1);
        }
        double slope = dataset.number(Tag.RESCALE_SLOPE).orElse(1);
        if (slope == 0) {
            throw dataset.malformed(Tag.RESCALE_SLOPE, "is 0, which makes all values equal; expected another number");
        }
        return new Rescale(slope, dataset.number(Tag.RESCALE_INTERCEPT).orElse(0));
    }

    /**
     * The meaning of a stored value.
     *
     * @param stored the value
     * @return the value in the unit of the data set
     */
    double apply(double stored);

    /**
     * A straight line.
     *
     * @param slope the factor
     * @param intercept added then
     */
    record Rescale(double slope, double intercept) implements ModalityLut {
        @Override
        public double apply(double stored) {
            return stored * slope + intercept;
        }
    }

    /**
     * A table. Values before its first entry have that one's meaning, values behind its last entry the last one's.
     *
     * @param first the stored value of the first entry
     * @param entries what they mean
     */
    record Table(int first, List<Integer> entries) implements ModalityLut {
        private static final int ALL = 1 << 16;

        static Table of(DicomDataset item, boolean isSigned) throws MalformedFileException {
            double[] descriptor = item.numbers(Tag.LUT_DESCRIPTOR, 3)
                    .orElseThrow(() -> item.malformed(Tag.LUT_DESCRIPTOR, "is missing, expected three numbers"));
            int count = descriptor[0] == 0 ? ALL : (int) descriptor[0];
            int bits = (int) descriptor[2];
            int[] words = item.words(Tag.LUT_DATA);
            if (bits < 1 || bits > 16 || count < 1) {
                throw item.malformed(Tag.LUT_DESCRIPTOR, "is " + count + " entries of " + bits + " bits, expected 1 to 16 bits");
            }
            // Entries of eight bits are in words of two, or, in old files, two in a word.
            boolean isPacked = bits <= 8 && words.length < count;
            if ((isPacked ? 2 * words.length : words.length) < count) {
                throw item.malformed(Tag.LUT_DATA, "has " + words.length + " words, expected " + count);
            }
            Integer[] entries = new Integer[count];
            for (int i = 0; i < count; i++) {
                entries[i] = isPacked ? words[i / 2] >> 8 * (i % 2) & 0xff : words[i];
            }
            // Where the kind of value isn't written, it is that of the pixels.
            int first = (int) descriptor[1];
            return new Table(isSigned ? (short) first : first, List.of(entries));
        }

        @Override
        public double apply(double stored) {
            return entries.get((int) Math.clamp(stored - first, 0, entries.size() - 1.0));
        }
    }
}

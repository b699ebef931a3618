package dev.factorizer.io.dicom.series;

import org.jspecify.annotations.Nullable;

/**
 * How stored numbers become values (PS3.3 C.11.1, the Modality LUT Module): by a table or else by slope and intercept, in
 * double precision.
 *
 * @param slope RescaleSlope
 * @param intercept RescaleIntercept
 * @param first the stored number that the table's first entry belongs to
 * @param table ModalityLUTSequence; {@code null} where there is none
 */
record StoredValues(double slope, double intercept, int first, int @Nullable [] table) {
    /** Checks slope and intercept. */
    StoredValues {
        if (!Double.isFinite(slope) || !Double.isFinite(intercept) || slope == 0) {
            throw new IllegalArgumentException("RescaleSlope is " + slope + " and RescaleIntercept " + intercept
                    + ", expected finite numbers, the slope not 0");
        }
    }

    /** The value of a stored number. Numbers beyond the table's ends take its ends. */
    float of(double stored) {
        if (table != null) {
            return table[(int) Math.max(0, Math.min(table.length - 1.0, stored - first))];
        }
        return (float) (stored * slope + intercept);
    }
}

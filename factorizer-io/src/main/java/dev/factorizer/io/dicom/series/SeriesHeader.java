package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomDataset;
import dev.factorizer.io.dicom.Tag;

/**
 * What a file says about its series.
 *
 * @param uid SeriesInstanceUID; empty if it is missing
 * @param number SeriesNumber as text; empty if it is missing
 * @param description SeriesDescription; empty if it is missing
 * @param modality such as CT or MR; empty if it is missing
 */
record SeriesHeader(String uid, String number, String description, String modality) {
    /** The standard allows 64. */
    private static final int LONGEST = 128;

    static SeriesHeader of(DicomDataset image) {
        return new SeriesHeader(text(image, Tag.SERIES_INSTANCE_UID), text(image, Tag.SERIES_NUMBER),
                text(image, Tag.SERIES_DESCRIPTION), text(image, Tag.MODALITY));
    }

    private static String text(DicomDataset image, Tag tag) {
        String text = image.text(tag).orElse("");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}

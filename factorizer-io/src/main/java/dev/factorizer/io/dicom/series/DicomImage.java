package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomDataset;
import dev.factorizer.io.dicom.Tag;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file adds to its series.
 *
 * @param series the series
 * @param slices its slices, none if they are refused
 * @param refusal why it has no slices that can be placed
 * @param warnings sentences by what they are about: each is needed once for a series
 */
record DicomImage(SeriesHeader series, List<Slice> slices, Optional<MalformedFileException> refusal, Map<String, String> warnings) {
    private static final int COLORS = 3;
    private static final String SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.";

    /**
     * Finds the slices of a file.
     *
     * @param data its data set
     * @param entry its name in its container
     * @param file the same for messages, with that of the container
     * @return the image; empty if the file is none
     */
    static Optional<DicomImage> of(DicomDataset data, String entry, Path file) {
        if (!data.has(Tag.ROWS) || !data.has(Tag.COLUMNS)) {
            return Optional.empty();
        }
        SeriesHeader series = SeriesHeader.of(data);
        Map<String, String> warnings = new LinkedHashMap<>();
        try {
            return Optional.of(new DicomImage(series, slices(data, entry, file, warnings), Optional.empty(), warnings));
        } catch (MalformedFileException e) {
            return Optional.of(new DicomImage(series, List.of(), Optional.of(e), Map.of()));
        }
    }

    private static List<Slice> slices(DicomDataset data, String entry, Path file, Map<String, String> warnings)
            throws MalformedFileException {
        if (data.text(Tag.SOP_CLASS_UID).orElse("").startsWith(SEGMENTATION)) {
            throw new MalformedFileException(file, "is a DICOM segmentation, expected images of a scanner; convert it to NIfTI, for"
                    + " example with dcmqi");
        }
        Slice.Size size = new Slice.Size(atLeastOne(data, Tag.COLUMNS, file), atLeastOne(data, Tag.ROWS, file),
                data.has(Tag.SAMPLES_PER_PIXEL) ? atLeastOne(data, Tag.SAMPLES_PER_PIXEL, file)
                        : data.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").startsWith("MONOCHROME") ? 1 : COLORS);
        int frames = data.has(Tag.NUMBER_OF_FRAMES) ? atLeastOne(data, Tag.NUMBER_OF_FRAMES, file) : 1;
        List<DicomDataset> own = data.sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (own.size() != frames && (frames > 1 || !own.isEmpty())) {
            throw new MalformedFileException(file, own.isEmpty() ? "has " + frames + " frames and no "
                    + Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE + ", which says where each lies; such an old image of several frames is no"
                    + " volume" : Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE + " has " + own.size() + " items, expected " + frames
                    + " as in " + Tag.NUMBER_OF_FRAMES);
        }
        List<Slice> slices = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            slices.add(slice(FrameAttributes.of(file, data, frame), size, new Slice.Place(entry, file, frame, frames, null)));
        }
        return frames == 1 && SiemensMosaic.isDeclared(data) ? tiles(data, slices.getFirst(), warnings) : slices;
    }

    private static int atLeastOne(DicomDataset data, Tag tag, Path file) throws MalformedFileException {
        OptionalInt value = data.integer(tag);
        if (value.orElse(0) < 1) {
            throw new MalformedFileException(file, tag + " is " + value.orElse(0) + ", expected at least 1");
        }
        return value.getAsInt();
    }

    private static Slice slice(FrameAttributes frame, Slice.Size size, Slice.Place place) throws MalformedFileException {
        int number = frame.image().integer(Tag.INSTANCE_NUMBER).orElse(-1);
        return new Slice(place, size, frame.plane(), frame.thickness(), frame.unit(), frame.keys(), frame.imageType(), frame.stack(),
                frame.image().text(Tag.SOP_INSTANCE_UID).orElse(""), number < 0 ? -1 : ((long) number << 24) + place.frame());
    }

    private static List<Slice> tiles(DicomDataset data, Slice whole, Map<String, String> warnings) throws MalformedFileException {
        SiemensMosaic mosaic = SiemensMosaic.of(data, whole.plane(), whole.thickness(), whole.file());
        if (!mosaic.fits(whole.size())) {
            warnings.put("MOSAIC", whole.file() + ": and its series say that they are mosaics of " + mosaic.count() + " slices, but their "
                    + whole.size().describe() + " pixels can't be cut into " + mosaic.across() + "×" + mosaic.across()
                    + " tiles; each is taken as one slice");
            return List.of(whole);
        }
        List<Slice> tiles = new ArrayList<>();
        for (int number = 0; number < mosaic.count(); number++) {
            Slice.Place place = whole.place();
            tiles.add(new Slice(new Slice.Place(place.entry(), place.file(), place.frame(), place.frames(),
                    mosaic.tile(number, whole.size())), mosaic.tileSize(whole.size()), mosaic.plane(number, whole.plane(), whole.size()),
                    whole.thickness(), whole.unit(), whole.keys(), whole.imageType(), whole.stack(), whole.instance(),
                    whole.order() < 0 ? -1 : whole.order() + number));
        }
        return tiles;
    }
}

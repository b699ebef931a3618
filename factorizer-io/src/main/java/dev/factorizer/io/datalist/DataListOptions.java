package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a data set alone doesn't say.
 *
 * @param base the folder that paths in a list are relative to; empty for the list's own
 * @param splits a file of splits as nnU-Net writes it; empty for {@code splits_final.json} beside the list, if there is one
 * @param unlabeled a JSON file that says of some cases which labels were not looked for in them; empty for {@code unlabeled.json} beside
 *     the data set, if there is one, else for what a list itself says
 * @param outside whether a list may name files outside of its base folder, by absolute paths or by {@code ..}
 * @param channels for layouts that name their images by contrast (BraTS, ISLES, BIDS): which of them are channels, in order; none
 *     for the layout's own choice
 * @param label for BIDS: how the names of label files end, such as {@code label-lesion_mask}; empty for the layout's own choice
 */
public record DataListOptions(Optional<Path> base, Optional<Path> splits, Optional<Path> unlabeled, boolean outside,
        List<String> channels, String label) {
    /** As the data set says it. */
    public static final DataListOptions DEFAULT = new DataListOptions(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of(), "");

    /** Copies and checks the channels. */
    public DataListOptions {
        channels = List.copyOf(channels);
        if (channels.stream().anyMatch(String::isBlank) || channels.stream().distinct().count() != channels.size()) {
            throw new IllegalArgumentException("channels: found " + channels + ", expected different names");
        }
    }

    /**
     * {@return the same with another base}
     *
     * @param folder what paths in a list are relative to
     */
    public DataListOptions withBase(Path folder) {
        return new DataListOptions(Optional.of(folder), splits, unlabeled, outside, channels, label);
    }

    /**
     * {@return the same with a file of splits}
     *
     * @param file as nnU-Net writes it
     */
    public DataListOptions withSplits(Path file) {
        return new DataListOptions(base, Optional.of(file), unlabeled, outside, channels, label);
    }

    /**
     * {@return the same with a file of what was not looked for}
     *
     * @param file a JSON object of cases, each with the names or values of labels that were not looked for in it
     */
    public DataListOptions withUnlabeled(Path file) {
        return new DataListOptions(base, splits, Optional.of(file), outside, channels, label);
    }

    /** {@return the same, where a list may name files outside of its base folder} */
    public DataListOptions withFilesOutside() {
        return new DataListOptions(base, splits, unlabeled, true, channels, label);
    }

    /**
     * {@return the same with other channels}
     *
     * @param names in order, such as {@code dwi}, {@code adc}, {@code flair}
     */
    public DataListOptions withChannels(List<String> names) {
        return new DataListOptions(base, splits, unlabeled, outside, names, label);
    }

    /**
     * {@return the same with other labels}
     *
     * @param ending how their names end, without the ending of the format
     */
    public DataListOptions withLabel(String ending) {
        return new DataListOptions(base, splits, unlabeled, outside, channels, ending);
    }
}

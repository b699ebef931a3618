package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name in BIDS: {@code sub-01_ses-2_ce-gadolinium_T1w.nii.gz}.
 *
 * @param file the file
 * @param scan subject and session, such as {@code sub-01_ses-2}
 * @param subject such as {@code sub-01}
 * @param entities those between scan and suffix, such as {@code ce-gadolinium}; may be empty
 * @param suffix such as {@code T1w}
 */
record BidsNames(Path file, String scan, String subject, String entities, String suffix) {
    private static final Pattern NAME = Pattern.compile(
            "((sub-[A-Za-z0-9]+)(?:_ses-[A-Za-z0-9]+)?)_((?:[a-z]+-[A-Za-z0-9.+]+_)*)([A-Za-z0-9]+)\\.nii(\\.gz)?");

    static Optional<BidsNames> of(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(new BidsNames(file, matcher.group(1), matcher.group(2),
                matcher.group(3).replaceAll("_$", ""), matcher.group(4))) : Optional.empty();
    }

    /** What tells the file from others of the scan: entities and suffix. */
    String ending() {
        return entities.isEmpty() ? suffix : entities + "_" + suffix;
    }

    /** Whether a wish such as {@code T1w} or {@code label-lesion_mask} is met: each of its parts is one of the name. */
    boolean meets(String wish) {
        String all = "_" + ending() + "_";
        for (String part : wish.split("_")) {
            if (!all.contains("_" + part + "_")) {
                return false;
            }
        }
        return true;
    }
}

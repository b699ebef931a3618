package dev.factorizer.io.datalist;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one of several channels of a case: {@code CASE_0001}.
 *
 * @param name of the case
 * @param number of the channel, from 0
 */
record ChannelName(String name, int number) {
    private static final Pattern FORM = Pattern.compile("(.+)_(\\d{4})");

    /** What a file's name without its ending says; empty if it names no channel. */
    static Optional<ChannelName> of(String stem) {
        Matcher matcher = FORM.matcher(stem);
        return matcher.matches() ? Optional.of(new ChannelName(matcher.group(1), Integer.parseInt(matcher.group(2)))) : Optional.empty();
    }
}

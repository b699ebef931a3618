package dev.factorizer.models.planning;

import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.datacheck.DataFingerprint;
import dev.factorizer.io.datacheck.Intensities;
import dev.factorizer.io.transforms.ChannelNormalization;
import dev.factorizer.io.transforms.ImageNormalization;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.NormalizeIntensity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The channels of a data set and how their intensities get one scale: nnU-Net's scheme by the channel's name; but a channel that isn't
 * named so and is like air in most cases is a CT, too.
 *
 * @param names what each channel is, each once
 * @param normalization of all of them
 * @param choices why
 */
record ChannelPlan(List<String> names, ImageNormalization normalization, List<Choice> choices) {
    /** Hounsfield units of air are −1000; nothing else in medicine has such numbers. */
    private static final double AIR = -800;
    /** nnU-Net's: with less left by the crop, what is around an object says nothing about its intensities. */
    private static final double MASKED = 0.75;
    private static final MathContext DIGITS = new MathContext(5);
    private static final Set<String> COLORS = Set.of("red", "green", "blue", "r", "g", "b");

    static ChannelPlan of(List<String> named, List<CaseFingerprint> cases, DataFingerprint all, double maskShare) {
        int count = all.values().size();
        List<String> names = names(named, count);
        boolean insideMask = maskShare < MASKED;
        List<ChannelNormalization> schemes = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int channel = i;
            String name = names.get(i).toLowerCase(Locale.ROOT);
            double minimum = Percentiles.median(cases.stream().map(one -> one.values().get(channel).minimum()).toList());
            boolean air = minimum <= AIR && !name.equals("ct") && !names(name);
            if (COLORS.contains(name)) {
                schemes.add(new ChannelNormalization.RgbToOne());
                reasons.add(names.get(i) + " is a color, from 0 to 255");
            } else {
                ChannelNormalization scheme = ChannelNormalization.named(air ? "ct" : name, Optional.of(ct(all.intensities().get(i))),
                        insideMask);
                schemes.add(scheme);
                reasons.add(names.get(i) + reason(scheme, air, minimum, maskShare));
            }
        }
        boolean scores = schemes.stream().allMatch(ChannelNormalization.ZScore.class::isInstance);
        ImageNormalization normalization = scores ? new NormalizeIntensity(insideMask, true) : new NormalizeChannels(schemes);
        List<Choice> choices = List.of(
                new Choice("data.channels", String.join(", ", names), named.size() == count
                        ? "the data set names them so" : "the data set doesn't name them; their order is that of its files"),
                new Choice(scores ? "preprocessing.normalizeIntensity" : "preprocessing.normalizeChannels",
                        scores ? "z-score of each channel" : "by channel", String.join("; ", reasons)));
        return new ChannelPlan(names, normalization, choices);
    }

    /** Whether a name says how a channel is normalized. */
    private static boolean names(String name) {
        return !(ChannelNormalization.named(name, Optional.of(new ChannelNormalization.Ct(0, 0, 0, 0)), false)
                instanceof ChannelNormalization.ZScore);
    }

    private static ChannelNormalization.Ct ct(Intensities foreground) {
        return new ChannelNormalization.Ct(foreground.percentile0005(), foreground.percentile9995(), foreground.mean(),
                foreground.deviation());
    }

    private static String reason(ChannelNormalization scheme, boolean air, double minimum, double maskShare) {
        return switch (scheme) {
            case ChannelNormalization.Ct ct -> " is a CT" + (air ? " (half of the images reach down to " + number(minimum) + ")" : "")
                    + ": its numbers mean the same in each scan, so all are clipped to what the foreground has, " + number(ct.lower()) + " to "
                    + number(ct.upper());
            case ChannelNormalization.ZScore score -> " has a scale of its own in each scan, so each gets mean 0 and deviation 1"
                    + (score.insideMask() ? " of what is not 0, which is " + number(Math.rint(100 * maskShare)) + " % of an image" : "");
            case ChannelNormalization.RescaleToOne _, ChannelNormalization.RgbToOne _, ChannelNormalization.None _ ->
                    " is named for how it is normalized";
        };
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** A name of its own for each. */
    private static List<String> names(List<String> named, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = named.size() == count ? named.get(i) : count == 1 ? "image" : "channel " + i;
            names.add(name.isBlank() || names.contains(name) ? (name + " " + i).strip() : name);
        }
        return names;
    }
}

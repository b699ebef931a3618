package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each channel by a scheme of nnU-Net's.
 *
 * @param schemes one for each channel
 */
public record NormalizeChannels(List<ChannelNormalization> schemes) implements ImageNormalization {
    private static final float WHITE = 255;

    /** Copies the schemes. */
    public NormalizeChannels {
        schemes = List.copyOf(schemes);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("normalizeChannels: found no scheme, expected one for each channel");
        }
    }

    @Override
    public Volume apply(Volume image) {
        return normalized(image, image.voxels().clone());
    }

    /** Overwrites an image that nothing else reads. */
    Volume applyInPlace(Volume image) {
        return normalized(image, image.voxels());
    }

    private Volume normalized(Volume image, float[] voxels) {
        if (image.channels() != schemes.size()) {
            throw new IllegalArgumentException("normalizeChannels: the image has " + image.channels() + " channels, expected "
                    + schemes.size() + ", one for each of " + schemes);
        }
        boolean[] mask = schemes.contains(new ChannelNormalization.ZScore(true)) ? FilledMask.of(image) : null;
        int part = image.grid().voxels();
        for (int channel = 0; channel < schemes.size(); channel++) {
            int from = channel * part;
            switch (schemes.get(channel)) {
                case ChannelNormalization.Ct ct -> clip(voxels, from, from + part, ct);
                case ChannelNormalization.ZScore score -> zScore(voxels, from, from + part, score.insideMask() ? mask : null);
                case ChannelNormalization.RescaleToOne _ -> rescale(voxels, from, from + part);
                case ChannelNormalization.RgbToOne _ -> rgb(voxels, from, from + part);
                case ChannelNormalization.None _ -> { }
            }
        }
        return image.withVoxels(image.channels(), voxels);
    }

    private static void clip(float[] voxels, int from, int to, ChannelNormalization.Ct ct) {
        double divisor = Math.max(ct.deviation(), ChannelNormalization.SMALLEST);
        Blocks.each(from, to, (start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] = (float) ((Math.min(Math.max(voxels[i], ct.lower()), ct.upper()) - ct.mean()) / divisor);
            }
        });
    }

    /** A mask, where there is one, has the same place for all channels. */
    private static void zScore(float[] voxels, int from, int to, boolean @Nullable [] mask) {
        double count = mask == null ? to - from : Blocks.sum(from, to, (start, end) -> {
            int counted = 0;
            for (int i = start; i < end; i++) {
                counted += mask[i - from] ? 1 : 0;
            }
            return counted;
        });
        if (count == 0) {
            return;
        }
        double mean = Blocks.sum(from, to, (start, end) -> {
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += mask == null || mask[i - from] ? voxels[i] : 0;
            }
            return sum;
        }) / count;
        double squares = Blocks.sum(from, to, (start, end) -> {
            double sum = 0;
            for (int i = start; i < end; i++) {
                double distance = mask == null || mask[i - from] ? voxels[i] - mean : 0;
                sum += distance * distance;
            }
            return sum;
        });
        double divisor = Math.max(Math.sqrt(squares / count), ChannelNormalization.SMALLEST);
        Blocks.each(from, to, (start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] = mask == null || mask[i - from] ? (float) ((voxels[i] - mean) / divisor) : voxels[i];
            }
        });
    }

    private static void rescale(float[] voxels, int from, int to) {
        ValueRange range = ValueRange.of(voxels, from, to);
        float divisor = Math.max(range.most() - range.least(), (float) ChannelNormalization.SMALLEST);
        Blocks.each(from, to, (start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] = (voxels[i] - range.least()) / divisor;
            }
        });
    }

    private static void rgb(float[] voxels, int from, int to) {
        ValueRange range = ValueRange.of(voxels, from, to);
        if (!(range.least() >= 0 && range.most() <= WHITE)) {
            throw new IllegalArgumentException("normalizeChannels: values of rgb_to_0_1 are from " + range.least() + " to "
                    + range.most() + ", expected 0 to 255");
        }
        Blocks.each(from, to, (start, end) -> {
            for (int i = start; i < end; i++) {
                voxels[i] /= WHITE;
            }
        });
    }
}

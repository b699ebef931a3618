package dev.factorizer.io.dicom.series;

/**
 * What tells volumes apart that lie in the same place. In this order they sort the channels of a volume; a value is a number
 * as text wherever the standard says so.
 */
enum VolumeKey {
    /** A point in time: TemporalPositionIdentifier, in frames TemporalPositionIndex. */
    TIME("TemporalPositionIdentifier"),
    /** How strongly diffusion is weighted. */
    DIFFUSION("DiffusionBValue"),
    /** The direction in which it is. */
    GRADIENT("DiffusionGradientOrientation"),
    /** EchoTime, in frames EffectiveEchoTime. */
    ECHO("EchoTime"),
    /** The time since the heart's beat. */
    TRIGGER("TriggerTime"),
    /** AcquisitionNumber, in frames FrameAcquisitionNumber. */
    ACQUISITION("AcquisitionNumber");

    private final String attribute;

    VolumeKey(String attribute) {
        this.attribute = attribute;
    }

    /** Its name in the standard. */
    String attribute() {
        return attribute;
    }
}

package dev.factorizer.io.dicom;

import static dev.factorizer.io.dicom.ValueRepresentation.CS;
import static dev.factorizer.io.dicom.ValueRepresentation.DA;
import static dev.factorizer.io.dicom.ValueRepresentation.DS;
import static dev.factorizer.io.dicom.ValueRepresentation.FD;
import static dev.factorizer.io.dicom.ValueRepresentation.IS;
import static dev.factorizer.io.dicom.ValueRepresentation.LO;
import static dev.factorizer.io.dicom.ValueRepresentation.OB;
import static dev.factorizer.io.dicom.ValueRepresentation.OD;
import static dev.factorizer.io.dicom.ValueRepresentation.OF;
import static dev.factorizer.io.dicom.ValueRepresentation.OV;
import static dev.factorizer.io.dicom.ValueRepresentation.OW;
import static dev.factorizer.io.dicom.ValueRepresentation.SH;
import static dev.factorizer.io.dicom.ValueRepresentation.SQ;
import static dev.factorizer.io.dicom.ValueRepresentation.TM;
import static dev.factorizer.io.dicom.ValueRepresentation.UI;
import static dev.factorizer.io.dicom.ValueRepresentation.UL;
import static dev.factorizer.io.dicom.ValueRepresentation.US;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of an element of a data set. The constants are all elements that are kept when a file is read: their keywords,
 * and what kind of value they have where the file doesn't say so itself, are those of DICOM PS3.6; the private ones are of
 * Siemens's scanners.
 */
public final class Tag {
    private static final Map<Integer, Tag> BY_CODE = new HashMap<>();

    /** What kind of object the file holds, also of a folder's table of contents. */
    public static final Tag MEDIA_STORAGE_SOP_CLASS_UID = tag(0x00020002, "MediaStorageSOPClassUID", UI);
    /** How the data set and its pixels are encoded. */
    public static final Tag TRANSFER_SYNTAX_UID = tag(0x00020010, "TransferSyntaxUID", UI);
    /** In which characters text is written. */
    public static final Tag SPECIFIC_CHARACTER_SET = tag(0x00080005, "SpecificCharacterSet", CS);
    /** ORIGINAL or DERIVED, PRIMARY or SECONDARY, and more, such as LOCALIZER or MOSAIC. */
    public static final Tag IMAGE_TYPE = tag(0x00080008, "ImageType", CS);
    /** What kind of object it is. */
    public static final Tag SOP_CLASS_UID = tag(0x00080016, "SOPClassUID", UI);
    /** Which object it is. */
    public static final Tag SOP_INSTANCE_UID = tag(0x00080018, "SOPInstanceUID", UI);
    /** The day of the study. */
    public static final Tag STUDY_DATE = tag(0x00080020, "StudyDate", DA);
    /** The day of the acquisition. */
    public static final Tag ACQUISITION_DATE = tag(0x00080022, "AcquisitionDate", DA);
    /** The time of the acquisition. */
    public static final Tag ACQUISITION_TIME = tag(0x00080032, "AcquisitionTime", TM);
    /** The time of the content. */
    public static final Tag CONTENT_TIME = tag(0x00080033, "ContentTime", TM);
    /** Such as CT or MR. */
    public static final Tag MODALITY = tag(0x00080060, "Modality", CS);
    /** Who built the scanner. */
    public static final Tag MANUFACTURER = tag(0x00080070, "Manufacturer", LO);
    /** What a person called the series. */
    public static final Tag SERIES_DESCRIPTION = tag(0x0008103E, "SeriesDescription", LO);
    /** How much the slice is there for. */
    public static final Tag SLICE_THICKNESS = tag(0x00180050, "SliceThickness", DS);
    /** In ms. */
    public static final Tag REPETITION_TIME = tag(0x00180080, "RepetitionTime", DS);
    /** In ms. */
    public static final Tag ECHO_TIME = tag(0x00180081, "EchoTime", DS);
    /** Which echo. */
    public static final Tag ECHO_NUMBERS = tag(0x00180086, "EchoNumbers", IS);
    /** From center to center, in mm. */
    public static final Tag SPACING_BETWEEN_SLICES = tag(0x00180088, "SpacingBetweenSlices", DS);
    /** In ms since the heartbeat. */
    public static final Tag TRIGGER_TIME = tag(0x00181060, "TriggerTime", DS);
    /** Of the tube. */
    public static final Tag CONVOLUTION_KERNEL = tag(0x00181210, "ConvolutionKernel", SH);
    /** In degrees. */
    public static final Tag GANTRY_DETECTOR_TILT = tag(0x00181120, "GantryDetectorTilt", DS);
    /** In s/mm². */
    public static final Tag DIFFUSION_B_VALUE = tag(0x00189087, "DiffusionBValue", FD);
    /** Which examination. */
    public static final Tag STUDY_INSTANCE_UID = tag(0x0020000D, "StudyInstanceUID", UI);
    /** Which series. */
    public static final Tag SERIES_INSTANCE_UID = tag(0x0020000E, "SeriesInstanceUID", UI);
    /** The number of the series in the study. */
    public static final Tag SERIES_NUMBER = tag(0x00200011, "SeriesNumber", IS);
    /** The number of the acquisition. */
    public static final Tag ACQUISITION_NUMBER = tag(0x00200012, "AcquisitionNumber", IS);
    /** The number of the image in the series. */
    public static final Tag INSTANCE_NUMBER = tag(0x00200013, "InstanceNumber", IS);
    /** x, y and z of the first pixel's center in mm, to the left, the back and up. */
    public static final Tag IMAGE_POSITION_PATIENT = tag(0x00200032, "ImagePositionPatient", DS);
    /** The directions in which the column and the row numbers grow. */
    public static final Tag IMAGE_ORIENTATION_PATIENT = tag(0x00200037, "ImageOrientationPatient", DS);
    /** What positions are relative to. */
    public static final Tag FRAME_OF_REFERENCE_UID = tag(0x00200052, "FrameOfReferenceUID", UI);
    /** Which point in time. */
    public static final Tag TEMPORAL_POSITION_IDENTIFIER = tag(0x00200100, "TemporalPositionIdentifier", IS);
    /** How many points in time. */
    public static final Tag NUMBER_OF_TEMPORAL_POSITIONS = tag(0x00200105, "NumberOfTemporalPositions", IS);
    /** Of a frame. */
    public static final Tag TEMPORAL_POSITION_INDEX = tag(0x00209128, "TemporalPositionIndex", UL);
    /** Of a frame. */
    public static final Tag STACK_ID = tag(0x00209056, "StackID", SH);
    /** Of a frame. */
    public static final Tag IN_STACK_POSITION_NUMBER = tag(0x00209057, "InStackPositionNumber", UL);
    /** Of a frame. */
    public static final Tag DIMENSION_INDEX_VALUES = tag(0x00209157, "DimensionIndexValues", UL);
    /** Of a frame. */
    public static final Tag FRAME_CONTENT_SEQUENCE = tag(0x00209111, "FrameContentSequence", SQ);
    /** Of a frame. */
    public static final Tag PLANE_POSITION_SEQUENCE = tag(0x00209113, "PlanePositionSequence", SQ);
    /** Of a frame. */
    public static final Tag PLANE_ORIENTATION_SEQUENCE = tag(0x00209116, "PlaneOrientationSequence", SQ);
    /** How many values a pixel has. */
    public static final Tag SAMPLES_PER_PIXEL = tag(0x00280002, "SamplesPerPixel", US);
    /** What values mean. */
    public static final Tag PHOTOMETRIC_INTERPRETATION = tag(0x00280004, "PhotometricInterpretation", CS);
    /** 0: values of a pixel side by side, 1: plane by plane. */
    public static final Tag PLANAR_CONFIGURATION = tag(0x00280006, "PlanarConfiguration", US);
    /** How many frames. */
    public static final Tag NUMBER_OF_FRAMES = tag(0x00280008, "NumberOfFrames", IS);
    /** Height. */
    public static final Tag ROWS = tag(0x00280010, "Rows", US);
    /** Width. */
    public static final Tag COLUMNS = tag(0x00280011, "Columns", US);
    /** Between rows, then between columns, in mm. */
    public static final Tag PIXEL_SPACING = tag(0x00280030, "PixelSpacing", DS);
    /** Bits that a value takes. */
    public static final Tag BITS_ALLOCATED = tag(0x00280100, "BitsAllocated", US);
    /** Bits that a value has. */
    public static final Tag BITS_STORED = tag(0x00280101, "BitsStored", US);
    /** Its highest bit. */
    public static final Tag HIGH_BIT = tag(0x00280102, "HighBit", US);
    /** 0: unsigned, 1: signed. */
    public static final Tag PIXEL_REPRESENTATION = tag(0x00280103, "PixelRepresentation", US);
    /** Added after scaling. */
    public static final Tag RESCALE_INTERCEPT = tag(0x00281052, "RescaleIntercept", DS);
    /** A factor for stored values. */
    public static final Tag RESCALE_SLOPE = tag(0x00281053, "RescaleSlope", DS);
    /** The unit of scaled values, such as HU. */
    public static final Tag RESCALE_TYPE = tag(0x00281054, "RescaleType", LO);
    /** A table in the place of slope and intercept. */
    public static final Tag MODALITY_LUT_SEQUENCE = tag(0x00283000, "ModalityLUTSequence", SQ);
    /** Number of entries, first value, bits of an entry. */
    public static final Tag LUT_DESCRIPTOR = tag(0x00283002, "LUTDescriptor", US);
    /** The unit of a table's entries. */
    public static final Tag MODALITY_LUT_TYPE = tag(0x00283004, "ModalityLUTType", LO);
    /** The entries of a table. */
    public static final Tag LUT_DATA = tag(0x00283006, "LUTData", OW);
    /** Of a frame. */
    public static final Tag PIXEL_MEASURES_SEQUENCE = tag(0x00289110, "PixelMeasuresSequence", SQ);
    /** Of a frame. */
    public static final Tag PIXEL_VALUE_TRANSFORMATION_SEQUENCE = tag(0x00289145, "PixelValueTransformationSequence", SQ);
    /** Of a frame. */
    public static final Tag MR_DIFFUSION_SEQUENCE = tag(0x00189117, "MRDiffusionSequence", SQ);
    /** Of a frame. */
    public static final Tag MR_ECHO_SEQUENCE = tag(0x00189114, "MREchoSequence", SQ);
    /** Of a frame, in ms. */
    public static final Tag EFFECTIVE_ECHO_TIME = tag(0x00189082, "EffectiveEchoTime", FD);
    /** (0018,9076). */
    public static final Tag DIFFUSION_GRADIENT_DIRECTION_SEQUENCE = tag(0x00189076, "DiffusionGradientDirectionSequence", SQ);
    /** (0018,9089). */
    public static final Tag DIFFUSION_GRADIENT_ORIENTATION = tag(0x00189089, "DiffusionGradientOrientation", FD);
    /** (0018,9118). */
    public static final Tag CARDIAC_SYNCHRONIZATION_SEQUENCE = tag(0x00189118, "CardiacSynchronizationSequence", SQ);
    /** (0020,9153). */
    public static final Tag NOMINAL_CARDIAC_TRIGGER_DELAY_TIME = tag(0x00209153, "NominalCardiacTriggerDelayTime", FD);
    /** (0020,9156). */
    public static final Tag FRAME_ACQUISITION_NUMBER = tag(0x00209156, "FrameAcquisitionNumber", US);
    /** (0018,9226). */
    public static final Tag MR_IMAGE_FRAME_TYPE_SEQUENCE = tag(0x00189226, "MRImageFrameTypeSequence", SQ);
    /** (0018,9329). */
    public static final Tag CT_IMAGE_FRAME_TYPE_SEQUENCE = tag(0x00189329, "CTImageFrameTypeSequence", SQ);
    /** (0018,9751). */
    public static final Tag PET_FRAME_TYPE_SEQUENCE = tag(0x00189751, "PETFrameTypeSequence", SQ);
    /** (0008,9007). */
    public static final Tag FRAME_TYPE = tag(0x00089007, "FrameType", CS);
    /** What holds for all frames. */
    public static final Tag SHARED_FUNCTIONAL_GROUPS_SEQUENCE = tag(0x52009229, "SharedFunctionalGroupsSequence", SQ);
    /** What holds for each frame. */
    public static final Tag PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = tag(0x52009230, "PerFrameFunctionalGroupsSequence", SQ);
    /** Such as BQML. */
    public static final Tag UNITS = tag(0x00541001, "Units", CS);
    /** Whose the group 0019 is. */
    public static final Tag PRIVATE_CREATOR_0019 = tag(0x00190010, "PrivateCreator0019", LO);
    /** How many slices a mosaic of Siemens holds. */
    public static final Tag NUMBER_OF_IMAGES_IN_MOSAIC = tag(0x0019100A, "NumberOfImagesInMosaic", US);
    /** The b-value of Siemens. */
    public static final Tag SIEMENS_B_VALUE = tag(0x0019100C, "SiemensBValue", IS);
    /** Whose the group 0029 is. */
    public static final Tag PRIVATE_CREATOR_0029 = tag(0x00290010, "PrivateCreator0029", LO);
    /** What a scanner of Siemens says about an image. */
    public static final Tag CSA_IMAGE_HEADER_INFO = tag(0x00291010, "CSAImageHeaderInfo", OB);
    /** What a scanner of Siemens says about a series. */
    public static final Tag CSA_SERIES_HEADER_INFO = tag(0x00291020, "CSASeriesHeaderInfo", OB);
    /** Where each frame begins. */
    public static final Tag EXTENDED_OFFSET_TABLE = tag(0x7FE00001, "ExtendedOffsetTable", OV);
    /** How many bytes each frame has. */
    public static final Tag EXTENDED_OFFSET_TABLE_LENGTHS = tag(0x7FE00002, "ExtendedOffsetTableLengths", OV);
    /** Pixels in single precision. */
    public static final Tag FLOAT_PIXEL_DATA = tag(0x7FE00008, "FloatPixelData", OF);
    /** Pixels in double precision. */
    public static final Tag DOUBLE_FLOAT_PIXEL_DATA = tag(0x7FE00009, "DoubleFloatPixelData", OD);
    /** Pixels as whole numbers. */
    public static final Tag PIXEL_DATA = tag(0x7FE00010, "PixelData", OW);

    private final int code;
    private final String keyword;
    private final ValueRepresentation representation;

    private Tag(int code, String keyword, ValueRepresentation representation) {
        this.code = code;
        this.keyword = keyword;
        this.representation = representation;
    }

    private static Tag tag(int code, String keyword, ValueRepresentation representation) {
        Tag tag = new Tag(code, keyword, representation);
        BY_CODE.put(code, tag);
        return tag;
    }

    /** That of a group (higher half) and element (lower half), {@code null} if it isn't kept. */
    static @Nullable Tag of(int code) {
        return BY_CODE.get(code);
    }

    /** How a tag is written in messages, with its keyword if it is known. */
    static String describe(int code) {
        Tag known = of(code);
        return (known == null ? "" : known.keyword + " ")
                + String.format(Locale.ROOT, "(%04x,%04x)", code >>> 16, code & 0xffff);
    }

    int code() {
        return code;
    }

    ValueRepresentation representation() {
        return representation;
    }

    /** {@return the keyword of the standard, such as {@code PixelSpacing}} */
    public String keyword() {
        return keyword;
    }

    /** {@return keyword and numbers, such as {@code PixelSpacing (0028,0030)}} */
    @Override
    public String toString() {
        return describe(code);
    }
}

internal import Chain
internal import Keys

extension DevRuntime {
    /// The encoded answer of a runtime API to the encoded parameters, such as `NeuronInfoRuntimeApi_get_neurons_lite`.
    package func call(
        _ method: String, _ parameters: [UInt8], state: ChainState, context: BlockContext
    ) throws(RuntimeCallError) -> [UInt8] {
        guard let split = method.firstIndex(of: "_"),
            let description = try? metadata.api(String(method[..<split]), String(method[method.index(after: split)...]))
        else { throw .unknownMethod(method) }
        let arguments = try arguments(of: description, parameters)
        let view = ChainView(runtime: self, state: state, context: context)
        if let bytes = direct(method, arguments, parameters, view: view) { return bytes }
        guard let answer = view.answer(method, arguments, output: description.output) else {
            throw .unknownMethod(method)
        }
        do {
            return try metadata.types.encode(answer, as: description.output)
        } catch {
            throw .badParameters("the answer does not encode: \(error)")
        }
    }

    private func arguments(
        of method: RuntimeAPIMethod, _ parameters: [UInt8]
    ) throws(RuntimeCallError) -> [ScaleValue] {
        var reader = ScaleReader(parameters)
        do {
            var values: [ScaleValue] = []
            for input in method.inputs { values.append(try metadata.types.decode(input.type, from: &reader)) }
            try reader.finish()
            return values
        } catch {
            throw .badParameters("\(error)")
        }
    }

    /// Answers that are made of bytes, without the registry: the long ones and those that are always the same.
    private func direct(
        _ method: String, _ arguments: [ScaleValue], _ parameters: [UInt8], view: ChainView
    ) -> [UInt8]? {
        switch method {
        case "Core_version": return Self.version.encoded
        case "Metadata_metadata": return opaque(metadata14)
        case "Metadata_metadata_at_version":
            switch arguments.first?.int {
            case 14: return [1] + opaque(metadata14)
            case 15: return [1] + opaque(metadata15)
            default: return [0]
            }
        case "Metadata_metadata_versions": return ([14, 15] as [UInt32]).encoded
        case "NeuronInfoRuntimeApi_get_neurons_lite": return view.neurons(arguments, isLite: true)
        case "NeuronInfoRuntimeApi_get_neurons": return view.neurons(arguments, isLite: false)
        case "NeuronInfoRuntimeApi_get_neuron_lite": return view.neuron(arguments, isLite: true)
        case "NeuronInfoRuntimeApi_get_neuron": return view.neuron(arguments, isLite: false)
        case "TransactionPaymentApi_query_info": return view.dispatchInfo(Array(parameters.dropLast(4)))
        case "TransactionPaymentApi_query_fee_details": return view.feeDetails(Array(parameters.dropLast(4)))
        default: return nil
        }
    }

    private func opaque(_ bytes: [UInt8]) -> [UInt8] {
        var writer = ScaleWriter()
        writer.byteVector(bytes)
        return writer.bytes
    }
}

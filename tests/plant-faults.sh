#!/usr/bin/env bash
# Plants faults in a copy of the working tree, one at a time, and counts which of them the tests of the cost model catch. Ends with 1 when
# one was missed, when an expression changed nothing, or when the tests fail without any fault. Names of faults as arguments plant those alone.
#
#   tests/plant-faults.sh                      all of them: half a minute each
#   tests/plant-faults.sh 'energy: '           those whose name has this in it
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# file in src/CostSim | sed expression | name
faults=$(cat <<'END'
CostModel/DayFormulas.cs|s#=> users \* perUser;#=> users;#|demand: a dropped operand
CostModel/DayFormulas.cs|s#queries \* (prompt + response)#queries * (prompt - response)#|demand: a wrong sign
CostModel/DayFormulas.cs|s#"queries_per_day × prompt_tokens"#"queries_per_day × 2 × prompt_tokens"#|demand: a constant too many in a text
CostModel/Work.cs|s#0.5 \* tokens \* (tokens + Lanes.One)#0.5 * tokens * tokens#|work: a missing term
CostModel/Work.cs|s#PerResponsePromptPair \* response \* prompt#PerResponsePromptPair * response * response#|work: a wrong operand
CostModel/Work.cs|s#(tokens - inside) \* Window#tokens * Window#|work: a difference lost
CostModel/Work.cs|s#Positions(tokens - full \* Window)#Positions(tokens)#|work: chunks counted twice
CostModel/Work.cs|s#Prefill(prompt, cached) + PerPromptImage \* images#Prefill(prompt, cached)#|work: images for nothing
CostModel/WorkFormulas.cs|s#text + tokensPerImage \* images#text + images#|work: an image as one token
CostModel/Work.cs|s#(prompt - inside - (cached \* prompt - cachedInside))#(prompt - inside)#|work: cached positions read again beyond an index
CostModel/Work.cs|s#PerStepAreaSquared \* area) \* area#PerStepAreaSquared * area) * resolution#|work: a wrong power in code
CostModel/Work.cs|s#var perStep = new Lanes(PerStep) + #var perStep = #|work: a term of every step dropped
CostModel/WorkFormulas.cs|s#"resolution ^ 4"#"resolution ^ 3"#|work: a wrong power in a text
CostModel/WorkFormulas.cs|s#(work.PerEncodedPair, "prompt_tokens ^ 2"),##|work: a term missing in a text
CostModel/WorkFormulas.cs|s#work.PerPromptPosition != 0 .. work.PerPrompt != 0#work.PerPromptPosition != 0 \&\& work.PerPrompt == 0#|work: the wrong kernel
CostModel/Serving/UtilisationServing.cs|s#peak \* utilisation \* batching)#peak * utilisation)#|serving: utilisation without batching
CostModel/Serving/ThroughputServing.cs|s#(prompt - cached \* prompt) /#prompt /#|serving: throughput without the cache
CostModel/Serving/ThroughputServing.cs|s#generated_tokens / (decode_throughput#generated_tokens / (2 × decode_throughput#|serving: a constant too many in a text
CostModel/Serving/Roofline.cs|s#=> prompt + 0.5 \* response#=> prompt + response#|serving: a dropped constant
CostModel/DayFormulas.cs|s#SecondsPerDay = 86400#SecondsPerDay = 86164#|fleet: a changed constant in code
CostModel/Fleet/GpuFleet.cs|s#=> share / seconds;#=> seconds / share;#|fleet: swapped operands
CostModel/Fleet/GpuFleet.cs|s#"GPU-s/query", RequestRates, \[.. _members.Select(member => member.DecodeSeconds)#"GPU-s/query", _shares, [.. _members.Select(member => member.DecodeSeconds)#|fleet: wrong weights
CostModel/Fleet/Provision.cs|s#return sum / load.Length;#return sum / 23;#|fleet: a changed constant in code
CostModel/Pricing/Owning.cs|s#HoursPerMonth = 730#HoursPerMonth = 720#|price: a changed constant in code
CostModel/Pricing/Owning.cs|s#cost_of_capital) / 8760 /#cost_of_capital) / 8766 /#|price: a changed constant in a text
CostModel/Pricing/Owning.cs|s#serverPower \* pue \* powerLoad#serverPower * powerLoad#|price: a dropped operand
CostModel/Pricing/Renting.cs|s#\[PriceKinds.Rent\]#[PriceKinds.Capital]#|price: the wrong kind
CostModel/Pricing/Renting.cs|s#share \* reserved + (Lanes.One - share) \* onDemand#share * onDemand + (Lanes.One - share) * reserved#|price: swapped operands
CostModel/DayFormulas.cs|s#price \* (Lanes.One + overhead)#price#|price: a missing term
CostModel/DayFormulas.cs|s#power \* load \* pue#power * load#|energy: a dropped operand
CostModel/DayFormulas.cs|s#energy / pue / WattsPerKilowatt#energy / WattsPerKilowatt#|energy: the facility's share in water
CostModel/Fleet/FleetMember.cs|s#accelerator.SystemPower#accelerator.Power#|energy: the power of the chip alone
CostModel/OutputCatalogue.cs|s#MegawattHoursPerWattHour = 1e-6#MegawattHoursPerWattHour = 1e-3#|outputs: a wrong unit factor
CostModel/OutputCatalogue.cs|s#"daily_cost × 365"#"daily_cost × 360"#|outputs: a changed constant in a text
CostModel/OutputCatalogue.cs|s#PerMillion, chain => chain.Tokens#PerMillion, chain => chain.Queries#|outputs: a wrong denominator
CostModel/OutputCatalogue.cs|s#energy_per_day / pue × water#energy_per_day × water#|outputs: an operand missing in a text
CostModel/OutputDefinition.cs|s#amount \* _scale / per#amount / per#|outputs: a dropped unit factor
CostModel/Quantities/Quantity.cs|s#IsFixed = reads.All(#IsFixed = reads.Any(#|graph: taken for fixed where one operand is
CostModel/Quantities/Selection.cs|s#number < _values.Length#number < _values.Length - 1#|graph: the last option never drawn
CostModel/Quantities/Total.cs|s#Formula => string.Join(" + ", _terms.Select(#Formula { get; } = string.Join(" + ", terms.Select(#|graph: names taken before they are known
CostModel/WorkFormulas.cs|s#Holds ? work.DecodeOfCausal(prompt, response) :#Holds ? work.DecodeOfCausal(response, prompt) :#|one pass: swapped operands
CostModel/WorkFormulas.cs|s#SecondsOf(decode, secondsPerFlop))#SecondsOf(prefill, secondsPerFlop))#|one pass: an operand twice
CostModel/CostChain.cs|s#Inputs\[InputCatalogue.CachedShare\], response,#Inputs[InputCatalogue.OverheadShare], response,#|one pass: a wrong input
CostModel/CostChain.cs|s#Gpus.Count: 1, LoadProfile: null#Gpus.Count: 1#|one pass: taken in spite of a load profile
CostModel/CostChain.cs|s#Gpus.Count: 1, LoadProfile: null#LoadProfile: null#|one pass: taken in spite of a choice
CostModel/Quantities/WeightedMean.cs|s#of += weight;#of = weight;#|graph: weights not added up
CostModel/CostChain.cs|s#new FlopPerDay(), calls, PrefillFlop, DecodeFlop#new FlopPerDay(), calls, PrefillFlop, PrefillFlop#|work: an operand twice
CostModel/CostChain.cs|s#new DecodeCost(), calls, Fleet.DecodeSeconds#new DecodeCost(), calls, Fleet.PrefillSeconds#|price: a wrong operand
CostModel/ConversationTurns.cs|s#first + 0.5 \* (turns#first + (turns#|demand: a changed constant in code
CostModel/DayFormulas.cs|s#"energy / 1000 × carbon_intensity +#"energy / 1e6 × carbon_intensity +#|energy: a wrong unit factor in a text
CostModel/Serving/Exchange.cs|s#BytesToExpertAndBack = 3#BytesToExpertAndBack = 4#|serving: a changed constant in code and text
CostModel/Serving/Exchange.cs|s#exchanges \* latency + byNetwork \* networkLatency#exchanges * latency#|serving: a missing term
CostModel/Serving/DecodeStep.cs|s#batch \* perSequence + other) \* drafting;#batch * perSequence) * drafting;#|serving: a step without what does not grow
CostModel/Serving/DecodeStep.cs|s#Lanes.One + cost \* drafts#Lanes.One + cost#|serving: a dropped factor
CostModel/Serving/DecodeStep.cs|s#step_positions / pipeline_stages#step_positions / attention_groups#|serving: a wrong operand in a text
CostModel/Serving/DecodeStep.cs|s#(rows × expert_compute#(rows × expert_memory#;s#({rows}) × expert_compute#({rows}) × expert_memory#|serving: a wrong operand in the text of experts
CostModel/Serving/Roofline.cs|s#free / (copies \* keyValueBytes)#free / keyValueBytes#|serving: copies forgotten
CostModel/Serving/Roofline.cs|s#new DecodingOneOfABatch(), Steps, Step, Batch#new DecodingOneOfABatch(), Steps, Step, LargestBatch#|serving: the wrong batch
CostModel/Serving/Roofline.cs|s#Lanes.Zero, 0.5 \* step#Lanes.Zero, step#;s#Lanes.Zero), 0.5 \* step#Lanes.Zero), step#|serving: a whole step of waiting
CostModel/Serving/Replica.cs|s#gpus \* _memory \* share#gpus * _memory#|serving: a dropped share of memory
CostModel/Fleet/DensePeak.cs|s#0.5 \* gpu.Peak16Bit#gpu.Peak16Bit#|serving: a changed constant in code and text
CostModel/Fleet/DensePeak.cs|s#({_bits} <= 4)#({_bits} < 4)#|serving: a changed comparison in a text
CostModel/Fleet/Provision.cs|s#var floorLoad = floor \* peak;#var floorLoad = floor;#|fleet: a dropped peak
CostModel/Fleet/Provision.cs|s#"busy_gpus × peak_to_mean / load_factor"#"busy_gpus / load_factor"#|fleet: an operand missing in a text
CostModel/Fleet/ReplicaFigures.cs|s#queries / SecondsPerDay \* peak \* seconds#queries / SecondsPerDay * seconds#|fleet: requests in flight without the peak
END
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git ls-files -co --exclude-standard -z | tar --null --ignore-failed-read -T - -cf - 2>/dev/null | tar -xf - -C "$work"
cd "$work" || exit 1

tests=tests/CostSim.Tests/bin/Release/net10.0
first=(-class CostSim.Tests.CostModel.FormulaTextTests -class CostSim.Tests.CostModel.EachInputAloneTests -class CostSim.Tests.CostModel.CostChainTests)
rest=(-namespace "CostSim.Tests.CostModel*" -namespace "CostSim.Tests.Analysis*")
build() { dotnet build "$1" -c Release --no-restore -p:RunAnalyzers=false -v q >build.log 2>&1; }
run() { "$tests/CostSim.Tests" "$@" -stopOnFail >test.log 2>&1; }
# The tests see the faulty engine without being compiled again.
engine() { build src/CostSim && cp src/CostSim/bin/Release/net10.0/CostSim.Engine.* "$tests"; }

if ! dotnet restore tests/CostSim.Tests --locked-mode -v q >build.log 2>&1 || ! build tests/CostSim.Tests; then
    tail -n 20 build.log
    exit 1
fi
if ! run "${first[@]}"; then
    tail -n 20 test.log
    echo "the tests fail without any fault"
    exit 1
fi

caught=0 missed=0
tell() { printf '%-7s %s\n' "$1" "$2"; }
while IFS='|' read -r file change name; do
    if [ $# -gt 0 ] && ! printf '%s\n' "$@" | grep -qF -f - <<<"$name"; then continue; fi
    path=src/CostSim/$file
    if [ ! -f "$path" ]; then
        missed=$((missed + 1)); tell missed "$name: there is no $file"; continue
    fi
    cp "$path" original
    sed -i "$change" "$path"
    if cmp -s original "$path"; then
        missed=$((missed + 1)); tell missed "$name: $change changes nothing in $file"
    elif ! engine; then
        missed=$((missed + 1)); tell missed "$name: does not compile"; grep -m 1 'error' build.log
    elif ! run "${first[@]}" || ! run "${rest[@]}"; then
        # A run that could not start catches nothing.
        if grep -q '\[FAIL\]' test.log; then
            caught=$((caught + 1)); tell caught "$name (by $(grep -m 1 -oE '[A-Za-z]+Tests\.[A-Za-z0-9_]+' test.log))"
        else
            missed=$((missed + 1)); tell missed "$name: the tests did not run"; tail -n 5 test.log
        fi
    else
        missed=$((missed + 1)); tell missed "$name"
    fi
    cp original "$path"
done <<<"$faults"

echo "$caught caught, $missed missed"
[ "$missed" -eq 0 ] && [ "$caught" -gt 0 ]

# Ends a program and wipes a folder as soon as standard input closes: when the app ends, however it ends.
#
# Arguments: the id of the leash, the folder, and how many twentieths of a second lie between TERM and KILL.
# Lines on standard input: "group <id>" when the program starts, "keep" when the folder outlives the program.

trap '' HUP INT TERM
mark="QUEUEWISE_LEASH=$1" folder=$2 grace=$3 group=

while read -r word value; do
    case $word in
        group) group=$value ;;
        keep) folder= ;;
    esac
done

alive() { [ -n "$group" ] && kill -0 "-$group" 2>/dev/null; }

# Processes that left the group (epmd does) still carry the mark in their environment.
marked() {
    if [ -d /proc/self ]; then
        grep -lsF "$mark" /proc/[0-9]*/environ | tr -cd '0-9\n'
    else
        ps -axEww -o pid=,command= | awk -v mark="$mark" 'index($0, mark) { print $1 }'
    fi
}

[ -n "$group" ] && [ "$grace" -gt 0 ] && kill -TERM "-$group" 2>/dev/null
while [ "$grace" -gt 0 ] && alive; do
    grace=$((grace - 1))
    sleep 0.05
done

[ -n "$group" ] && kill -KILL "-$group" 2>/dev/null
rounds=40
while [ "$rounds" -gt 0 ]; do
    strays=$(marked)
    [ -n "$strays" ] || break
    # The ids are numbers, one a word: splitting is meant.
    kill -KILL $strays 2>/dev/null
    rounds=$((rounds - 1))
    sleep 0.05
done

# Others may still write into the folder while their own leash ends them.
rounds=40
while [ -n "$folder" ] && [ -e "$folder" ] && [ "$rounds" -gt 0 ]; do
    rm -rf -- "$folder" 2>/dev/null || sleep 0.05
    rounds=$((rounds - 1))
done
